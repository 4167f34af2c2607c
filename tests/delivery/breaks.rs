//! Connections that end in the middle of something.

use blackbar::Logstash;
use blackbar_tests::peer::{Beats, Farewell, Lines, Peer};

use super::ship::{Ship, soon};

/// Events of one window; two windows may be on their way at once.
const WINDOW: usize = 100;

#[test]
fn a_connection_that_is_reset_in_the_middle_of_lines_goes_on_with_whole_events() {
    let acts = [
        Lines::ResetAfter(7_001),
        Lines::CloseAfter(33_333),
        Lines::ResetAfter(1),
        Lines::ResetAfter(150_000),
        Lines::Read,
    ];
    let peer = Peer::start(acts);
    let ship = Ship::to(Logstash::tcp(peer.address()).backoff(soon()));
    ship.log(4_000);
    // What the peer's kernel has acknowledged does not come again. The acknowledgement of the last packet may be lost with the
    // connection, and a packet on loopback has up to 64 KiB.
    let verdict = ship.check(peer.journal());
    let packet = (64 << 10) / ship.sent()[0].len();
    verdict.is_complete().duplicates_at_most(4 * packet);
    // What was on its way when a connection ended may be more than the next one is to read before it ends.
    assert!(peer.journal().connections() >= 3);
}

#[test]
fn a_connection_that_is_reset_in_the_middle_of_a_window_sends_it_again() {
    let acts = [
        Beats::LeaveAfter(3_000, Farewell::Reset),
        Beats::TakeThenLeave(Farewell::Close),
        Beats::LeaveAfter(1, Farewell::Close),
        Beats::TakeThenLeave(Farewell::Reset),
        Beats::TakeThenLeave(Farewell::Fin),
        Beats::Ack,
    ];
    let peer = Peer::start(acts);
    let ship = Ship::to(Logstash::beats(peer.address()).backoff(soon()).max_batch_events(WINDOW));
    ship.log(4_000);
    ship.check(peer.journal()).is_complete().duplicates_at_most(5 * 2 * WINDOW);
    assert_eq!(peer.journal().connections(), 6);
    assert!(ship.delivery().retried >= WINDOW as u64, "{:?}", ship.delivery());
}

#[test]
fn a_receiver_that_restarts_in_the_middle_of_many_events_loses_none_lines() {
    let mut peer = Peer::start([Lines::Read]);
    let ship = Ship::to(Logstash::tcp(peer.address()).backoff(soon()));
    for farewell in [Farewell::Close, Farewell::Reset, Farewell::Close, Farewell::Reset] {
        let before = peer.journal().unique();
        ship.log(2_000);
        peer.journal().wait_for(before + 100);
        peer.stop_with(farewell);
        ship.log(500);
        peer.come_back();
    }
    let verdict = ship.check(peer.journal());
    let packet = (64 << 10) / ship.sent()[0].len();
    verdict.is_complete().duplicates_at_most(4 * packet);
}

#[test]
fn a_receiver_that_restarts_in_the_middle_of_many_events_loses_none_beats() {
    let mut peer = Peer::start([Beats::Ack]);
    let ship = Ship::to(Logstash::beats(peer.address()).backoff(soon()).max_batch_events(WINDOW));
    for farewell in [Farewell::Close, Farewell::Reset, Farewell::Close, Farewell::Reset] {
        let before = peer.journal().unique();
        ship.log(2_000);
        peer.journal().wait_for(before + 100);
        peer.stop_with(farewell);
        ship.log(500);
        peer.come_back();
    }
    ship.check(peer.journal()).is_complete().duplicates_at_most(4 * 2 * WINDOW);
}
