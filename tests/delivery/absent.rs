//! Nobody is there, or nobody stays.

use blackbar::{Cause, DeliveryState, Logstash, WhenFull};
use blackbar_tests::peer::{Beats, Farewell, Journal, Lines, Peer, judge};
use blackbar_tests::wait_until;

use super::ship::{Ship, soon};

#[test]
fn a_destination_that_is_down_at_the_start_gets_everything_when_it_appears_lines() {
    let mut peer = Peer::build([Lines::Read]).absent();
    let ship = Ship::to(Logstash::tcp(peer.address()).backoff(soon()));
    down_at_the_start(&ship, || peer.come_back());
    ship.check(peer.journal()).is_complete().duplicates_at_most(0);
}

#[test]
fn a_destination_that_is_down_at_the_start_gets_everything_when_it_appears_beats() {
    let mut peer = Peer::build([Beats::Ack]).absent();
    let ship = Ship::to(Logstash::beats(peer.address()).backoff(soon()));
    down_at_the_start(&ship, || peer.come_back());
    ship.check(peer.journal()).is_complete().duplicates_at_most(0);
}

#[track_caller]
fn down_at_the_start(ship: &Ship, appear: impl FnOnce()) {
    ship.log(300);
    ship.wait_for(DeliveryState::Down);
    assert_eq!(ship.sink().written, 0);
    appear();
    ship.log(300);
    ship.flush();
    ship.wait_for(DeliveryState::Up);
}

#[test]
fn the_end_of_an_idle_connection_is_noticed_without_a_write_lines() {
    let peer = Peer::start([Lines::Read]);
    let ship = Ship::to(Logstash::tcp(peer.address()).backoff(soon()));
    idle_end(&ship, peer.journal(), |farewell| peer.hang_up(farewell));
}

#[test]
fn the_end_of_an_idle_connection_is_noticed_without_a_write_beats() {
    let peer = Peer::start([Beats::Ack]);
    let ship = Ship::to(Logstash::beats(peer.address()).backoff(soon()));
    idle_end(&ship, peer.journal(), |farewell| peer.hang_up(farewell));
}

#[track_caller]
fn idle_end(ship: &Ship, journal: &Journal, hang_up: impl Fn(Farewell)) {
    for (round, farewell) in [Farewell::Fin, Farewell::Close, Farewell::Reset].into_iter().enumerate() {
        ship.log(10);
        ship.flush();
        journal.wait_for_connections(round as u64 + 1);
        hang_up(farewell);
        // Nobody logs: the client closes its side by itself, and comes again.
        journal.wait_for_ends(round as u64 + 1);
        journal.wait_for_connections(round as u64 + 2);
    }
    ship.log(10);
    ship.check(journal).is_complete().duplicates_at_most(0);
}

#[test]
fn a_peer_that_closes_what_it_accepts_gets_nothing_poured_into_it() {
    let peer = Peer::start([Beats::CloseAtOnce]);
    let ship = Ship::to(Logstash::beats(peer.address()).backoff(soon()));
    ship.log(500);
    peer.journal().wait_for_connections(100);
    let sink = ship.sink();
    assert_eq!((sink.written, sink.dropped_total()), (0, 0), "{sink:?}");
    // The logger says it once, not each time.
    let said = ship.sent().iter().filter(|line| line.contains("blackbar.destination_down")).count();
    assert!(said <= 2, "told {said} times");
    peer.from_now([Beats::Ack]);
    ship.check(peer.journal()).is_complete().duplicates_at_most(0);
}

#[test]
fn while_nobody_is_there_the_newest_events_are_dropped_and_counted() {
    overflows(WhenFull::DropNewest, |numbers, logged| {
        assert_eq!(numbers.first(), Some(&0), "the oldest must be there");
        assert!(!numbers.contains(&(logged - 1)));
    });
}

#[test]
fn while_nobody_is_there_the_oldest_events_are_dropped_and_counted() {
    overflows(WhenFull::DropOldest, |numbers, logged| {
        assert_eq!(numbers.last(), Some(&(logged - 1)), "the newest must be there");
        assert!(!numbers.contains(&0));
    });
}

#[track_caller]
fn overflows(when_full: WhenFull, kept: impl FnOnce(&[u64], u64)) {
    let mut peer = Peer::build([Beats::Ack]).absent();
    let shipper = Logstash::beats(peer.address()).backoff(soon()).queue(256 * 1024).when_full(when_full);
    let ship = Ship::to(shipper);
    let padding = "x".repeat(200);
    ship.log_padded(5_000, &padding);
    ship.wait_until_rendered();
    wait_until("events are dropped", || ship.dropped(Cause::QueueFull) > 3_000);
    assert!(ship.delivery().queued_bytes <= 256 * 1024, "{:?}", ship.delivery());
    peer.come_back();
    ship.flush();
    let numbers: Vec<u64> = numbers(peer.journal());
    kept(&numbers, 5_000);
    // What comes from now on is delivered again.
    ship.log(100);
    ship.check(peer.journal()).duplicates_at_most(0);
    assert!(ship.sent().iter().any(|line| line.contains("blackbar.events_lost")));
    assert_eq!(judge(&ship.sent(), peer.journal()).missing.len() as u64, ship.dropped(Cause::QueueFull));
}

fn numbers(journal: &Journal) -> Vec<u64> {
    let number =
        |event: &[u8]| serde_json::from_slice::<serde_json::Value>(event).unwrap()["number"].as_u64();
    journal.deliveries().iter().filter_map(|delivery| number(&delivery.event)).collect()
}
