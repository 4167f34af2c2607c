//! Acknowledgements that are late, partial, wrong, or never come.

use std::time::Duration;

use blackbar::{DeliveryState, Logstash, Spool};
use blackbar_tests::peer::{Beats, Farewell, Peer};
use blackbar_tests::wait_until;

use super::ship::{Ship, soon};

const WINDOW: usize = 100;

#[test]
fn a_peer_that_reads_and_never_acknowledges_is_left_and_gets_the_same_again() {
    let peer = Peer::start([Beats::NeverAck, Beats::NeverAck, Beats::Ack]);
    let shipper = Logstash::beats(peer.address()).backoff(soon()).max_batch_events(WINDOW);
    let ship = Ship::to(shipper.ack_timeout(Duration::from_millis(700)));
    ship.log(1_000);
    ship.check(peer.journal()).is_complete().duplicates_at_most(2 * 2 * WINDOW);
    assert!(peer.journal().connections() >= 3);
}

#[test]
fn without_an_acknowledgement_the_spool_keeps_everything() {
    let folder = tempfile::tempdir().unwrap();
    let peer = Peer::start([Beats::NeverAck]);
    let shipper = Logstash::beats(peer.address()).backoff(soon()).max_batch_events(WINDOW);
    let shipper =
        shipper.ack_timeout(Duration::from_millis(300)).spool(Spool::new(folder.path().join("spool")));
    let ship = Ship::to(shipper);
    ship.log(1_000);
    peer.journal().wait_for_connections(4);
    let delivery = ship.delivery();
    assert!(delivery.spooled_events >= 1_000, "{delivery:?}");
    assert_eq!(ship.sink().written, 0);
    peer.from_now([Beats::Ack]);
    peer.hang_up(Farewell::Close);
    ship.check(peer.journal()).is_complete();
    assert_eq!(ship.delivery().spooled_events, 0);
}

#[test]
fn a_peer_that_only_says_that_it_is_at_it_keeps_its_connection() {
    // Together longer than the patience for an acknowledgement.
    let act = Beats::KeepAlive { times: 10, pause: Duration::from_millis(400) };
    let peer = Peer::start([act]);
    let ship = Ship::to(Logstash::beats(peer.address()).backoff(soon()).ack_timeout(Duration::from_secs(3)));
    ship.log(50);
    ship.check(peer.journal()).is_complete().duplicates_at_most(0);
    assert_eq!(peer.journal().connections(), 1);
    assert_eq!(ship.delivery().retried, 0);
}

#[test]
fn after_a_partial_acknowledgement_and_a_reset_only_the_rest_comes_again() {
    let peer = Peer::build([Beats::AckThenLeave(3, Farewell::Reset), Beats::Ack]).absent();
    let mut peer = peer;
    let ship = Ship::to(Logstash::beats(peer.address()).backoff(soon()).max_batch_events(10));
    ship.log(100);
    ship.wait_for(DeliveryState::Down);
    peer.come_back();
    ship.check(peer.journal()).is_complete().duplicates_at_most(2 * 10 - 3);
    // The peer is strict: it would have complained of a window that is not numbered from 1.
    let deliveries = peer.journal().deliveries();
    let again = deliveries.iter().find(|delivery| delivery.connection == 1).unwrap();
    assert_eq!(String::from_utf8_lossy(&again.event), ship.sent()[3]);
}

#[test]
fn what_is_no_acknowledgement_ends_the_connection_and_the_window_comes_again() {
    let peer = Peer::start([Beats::Garbage, Beats::AckTooMany, Beats::AckByteByByte]);
    let ship = Ship::to(Logstash::beats(peer.address()).backoff(soon()).max_batch_events(WINDOW));
    ship.log(1_000);
    ship.check(peer.journal()).is_complete().duplicates_at_most(2 * 2 * WINDOW);
    assert_eq!(peer.journal().connections(), 3);
    assert!(ship.delivery().last_error.is_some());
}

#[test]
fn an_acknowledgement_of_each_single_event_is_understood() {
    let peer = Peer::start([Beats::AckEach]);
    let ship = Ship::to(Logstash::beats(peer.address()).backoff(soon()));
    ship.log(3_000);
    ship.check(peer.journal()).is_complete().duplicates_at_most(0);
    wait_until("nothing waits", || ship.delivery().queued_events == 0);
    assert_eq!(peer.journal().connections(), 1);
}
