//! One destination and the others, and what a destination does to the logger itself.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use blackbar::{Cause, DeliveryState, Logger, Logstash, Memory, log_event};
use blackbar_tests::peer::{Beats, Datagrams, Lines, Peer, judge};
use blackbar_tests::{logger, lost, wait_until};

use super::ship::{Ship, soon};

#[test]
fn a_destination_that_is_stuck_for_ever_costs_the_others_nothing() {
    let stuck = Peer::build([Lines::NeverRead]).window(4 << 10).start();
    let well = Peer::start([Beats::Ack]);
    let shipper = Logstash::tcp(stuck.address()).queue(256 << 10).name("stuck");
    let ship = Ship::with(Logstash::beats(well.address()).backoff(soon()), |builder| {
        builder.logstash(shipper).flush_timeout(Duration::from_millis(100))
    });
    for _ in 0..6 {
        ship.log_padded(1_000, &"x".repeat(1_000));
        // So that the ring is not what is measured.
        ship.wait_until_rendered();
    }
    well.journal().wait_for(6_000);
    let stats = ship.logger().stats();
    let sink = |name: &str| stats.sinks.iter().find(|sink| sink.name == name).unwrap().clone();
    assert_eq!(sink("memory").dropped_total(), 0);
    assert_eq!(lost(&stats, Cause::RingFull), 0);
    let stuck = sink("stuck");
    assert!(stuck.dropped_total() > 0, "{stuck:?}");
    assert!(stuck.delivery.unwrap().queued_bytes <= 256 << 10);
    wait_until("the other one is done", || ship.sink().pending == 0);
    assert_eq!(ship.sink().dropped_total(), 0);
    // The logger goes on to tell what the stuck one loses.
    let came = well.journal().as_it_is();
    let verdict = judge(&ship.sent(), &came);
    assert!(verdict.duplicates_at_most(0).unique >= 6_000, "{verdict:?}");
}

#[test]
fn what_is_logged_about_a_change_by_who_hears_of_it_is_written_once_and_makes_no_circle() {
    static LOGGER: OnceLock<Logger> = OnceLock::new();
    static TOLD: AtomicU64 = AtomicU64::new(0);
    let mut peer = Peer::build([Lines::Read]).absent();
    let memory = Memory::new();
    let shipper = Logstash::tcp(peer.address()).backoff(soon()).on_change(|change| {
        if let Some(logger) = LOGGER.get() {
            log_event!(logger: logger, error, "the destination changed", state = change.to.as_str());
            TOLD.fetch_add(1, Ordering::Relaxed);
        }
    });
    let built = logger().sink(memory.clone()).logstash(shipper.name("lines")).build().unwrap();
    let logger = LOGGER.get_or_init(|| built);
    let delivery = || logger.stats().sinks.into_iter().find_map(|sink| sink.delivery).unwrap();
    wait_until("down", || delivery().state == DeliveryState::Down);
    peer.come_back();
    wait_until("up", || delivery().state == DeliveryState::Up);
    wait_until("somebody heard of it", || TOLD.load(Ordering::Relaxed) >= 1);
    wait_until("nothing is on its way", || logger.flush().is_ok() && logger.stats().is_balanced());
    let told = memory.lines().iter().filter(|line| line.contains("the destination changed")).count() as u64;
    assert_eq!(told, TOLD.load(Ordering::Relaxed));
    // Down and up: shipping what is said of a change changes nothing.
    assert!(told <= 2, "told {told} times");
    assert_eq!(logger.stats().lost_total(), 0);
}

#[test]
fn each_datagram_is_an_event_and_one_that_is_too_long_is_counted() {
    let peer = Datagrams::start();
    let ship = Ship::to(Logstash::udp(peer.address()));
    for _ in 0..20 {
        ship.log(5);
        // Nobody acknowledges, so nobody is overrun.
        ship.flush();
    }
    ship.log_padded(1, &"x".repeat(70_000));
    ship.flush();
    peer.journal().wait_for(100);
    assert_eq!(ship.dropped(Cause::TooLarge), 1);
    ship.check(peer.journal());
}

#[test]
fn datagrams_to_nobody_hold_up_nothing() {
    let port = blackbar_tests::peer::Port::new();
    let ship = Ship::to(Logstash::udp(port.address().to_string()).backoff(soon()));
    for _ in 0..10 {
        ship.log(50);
        ship.flush();
    }
    ship.wait_until_settled();
    assert!(ship.logger().stats().is_balanced());
}

#[test]
fn flushes_by_many_threads_come_back_when_the_destination_has_the_events() {
    let peer = Peer::start([Beats::KeepAlive { times: 1, pause: Duration::from_millis(5) }]);
    let ship = Ship::to(Logstash::beats(peer.address()).backoff(soon()));
    let logger = ship.logger();
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let flushes = move || {
                for number in 0..20 {
                    log_event!(logger: logger, info, "from a thread", worker, number);
                    logger.flush().unwrap();
                }
            };
            std::thread::Builder::new().spawn_scoped(scope, flushes).unwrap();
        }
    });
    assert!(peer.journal().unique() >= 80, "{} came", peer.journal().unique());
    assert!(ship.sink().written >= 80);
}
