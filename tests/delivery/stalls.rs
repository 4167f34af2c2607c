//! Peers that are there and do nothing.

use std::time::Duration;

use blackbar::{Cause, Logstash};
use blackbar_tests::peer::{Beats, Farewell, Lines, Peer};
use blackbar_tests::wait_until;

use super::ship::{Ship, soon};

#[test]
fn a_peer_that_never_reads_is_left_after_the_write_timeout_lines() {
    let mut peer = Peer::build([Lines::NeverRead, Lines::Read]).window(4 << 10).start();
    let ship =
        Ship::to(Logstash::tcp(peer.address()).backoff(soon()).write_timeout(Duration::from_millis(500)));
    // More than the kernels of both sides keep.
    ship.log_padded(8_000, &"x".repeat(1_000));
    ship.flush();
    ship.wait_until_settled();
    // What the first connection had acknowledged is read now.
    peer.stop();
    // That it was away is an event too.
    peer.come_back();
    ship.check_without_flush(peer.journal()).is_complete();
    assert!(peer.journal().connections() >= 2);
}

#[test]
fn a_peer_that_never_reads_is_left_after_the_write_timeout_beats() {
    let mut peer = Peer::build([Beats::NeverRead, Beats::Ack]).window(4 << 10).start();
    let shipper = Logstash::beats(peer.address()).backoff(soon()).write_timeout(Duration::from_millis(500));
    let ship = Ship::to(shipper.ack_timeout(Duration::from_secs(2)));
    ship.log_padded(4_000, &"x".repeat(1_000));
    ship.flush();
    ship.wait_until_settled();
    // It had taken some, which it reads now. That it was away is an event too.
    peer.stop();
    peer.come_back();
    ship.check_without_flush(peer.journal()).is_complete();
    assert!(peer.journal().connections() >= 2);
}

#[test]
fn a_peer_that_never_reads_costs_no_more_memory_than_the_queue_may_have() {
    const QUEUE: usize = 512 << 10;
    let peer = Peer::build([Lines::NeverRead]).window(4 << 10).start();
    let shipper = Logstash::tcp(peer.address()).backoff(soon()).queue(QUEUE);
    let ship = Ship::impatient(shipper.write_timeout(Duration::from_millis(300)));
    ship.log_padded(8_000, &"x".repeat(1_000));
    ship.wait_until_rendered();
    wait_until("events are dropped", || ship.dropped(Cause::QueueFull) > 0);
    let delivery = ship.delivery();
    assert!(delivery.queued_bytes <= QUEUE as u64, "{delivery:?}");
}

#[test]
fn a_slow_reader_is_waited_for() {
    let act = Lines::ReadSlowly { bytes: 4 << 10, pause: Duration::from_millis(2) };
    let peer = Peer::build([act]).window(4 << 10).start();
    let ship = Ship::to(Logstash::tcp(peer.address()).backoff(soon()));
    ship.log_padded(1_000, &"x".repeat(500));
    ship.check(peer.journal()).is_complete().duplicates_at_most(0);
    assert_eq!(peer.journal().connections(), 1);
}

#[test]
fn a_peer_whose_packets_are_lost_is_left_lines() {
    let peer = Peer::start([Lines::Read]);
    let shipper = Logstash::tcp(peer.address()).backoff(soon());
    let ship = Ship::to(shipper.write_timeout(Duration::from_secs(1)).ack_timeout(Duration::from_secs(1)));
    ship.log(100);
    ship.flush();
    peer.journal().wait_for_connections(1);
    peer.hang_up(Farewell::Vanish);
    ship.log(100);
    ship.check(peer.journal()).is_complete();
    assert_eq!(peer.journal().connections(), 2);
}

#[test]
fn a_peer_whose_packets_are_lost_is_left_beats() {
    let peer = Peer::start([Beats::Ack]);
    let shipper = Logstash::beats(peer.address()).backoff(soon());
    let ship = Ship::to(shipper.write_timeout(Duration::from_secs(1)).ack_timeout(Duration::from_secs(1)));
    ship.log(100);
    ship.flush();
    peer.journal().wait_for_connections(1);
    peer.hang_up(Farewell::Vanish);
    ship.log(100);
    ship.check(peer.journal()).is_complete();
    assert_eq!(peer.journal().connections(), 2);
}
