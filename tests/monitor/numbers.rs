//! Every number goes up when it should.

use std::time::{Duration, Instant};

use blackbar::{Cause, Health, Memory, Overflow, log_event};
use blackbar_tests::{Puppet, assert_ledger, logger, wait_until};

#[test]
fn a_backend_that_is_held_is_seen_by_the_time_since_its_last_pass() {
    let puppet = Puppet::new("hangs");
    let logger = logger().sink(puppet.clone()).build().unwrap();
    puppet.hang();
    log_event!(logger: logger, info, "event");
    puppet.wait_until_it_hangs();
    log_event!(logger: logger, info, "waits for the backend");
    let since = Instant::now();
    wait_until("the time to grow", || since.elapsed() > Duration::from_millis(300));
    assert!(logger.stats().since_pass > Duration::from_millis(250));

    puppet.write();
    logger.flush().unwrap();
    let stats = logger.stats();
    assert!(stats.lag_max > Duration::from_millis(250), "the second event waited: {stats:?}");
    let sink = &stats.sinks[0];
    assert!(sink.slowest > Duration::from_millis(250) && sink.busy >= sink.slowest, "{sink:?}");
    wait_until("the backend to look again", || logger.stats().since_pass < Duration::from_millis(250));
}

#[test]
fn what_is_on_its_way_is_pending() {
    let puppet = Puppet::new("hangs");
    let logger = logger().sink(puppet.clone()).build().unwrap();
    puppet.hang();
    (0..5).for_each(|number| log_event!(logger: logger, info, "event", number));
    puppet.wait_until_it_hangs();
    let pending = logger.stats().sinks[0].pending;
    assert!((1..=5).contains(&pending), "{pending}");
    puppet.write();
    logger.flush().unwrap();
    assert_eq!(logger.stats().sinks[0].pending, 0);
}

#[test]
fn the_fill_of_a_ring_and_the_time_of_a_wait_are_told() {
    let budget = Duration::from_millis(50);
    let puppet = Puppet::new("hangs");
    let logger = logger()
        .ring_bytes(65_536)
        .overflow(Overflow::BlockFor(budget))
        .sink(puppet.clone())
        .build()
        .unwrap();
    puppet.hang();
    log_event!(logger: logger, info, "the one it hangs with");
    puppet.wait_until_it_hangs();
    let mut calls = 1;
    while logger.stats().lost_total() == 0 {
        log_event!(logger: logger, info, "fills the ring", number = calls);
        calls += 1;
    }
    puppet.write();
    logger.flush().unwrap();

    let stats = logger.stats();
    assert_eq!((stats.waits, stats.ring_bytes), (1, 65_536));
    // The wait goes by another clock than the number; on a busy machine the two are some per mille apart.
    assert!(stats.waited >= budget * 9 / 10, "{stats:?}");
    // What a full ring holds, but for the last event that found no room.
    assert!(stats.ring_fill_max > 65_536 / 2, "{stats:?}");
    assert_ledger(&stats, calls);
    wait_until("the ring to be seen empty", || logger.stats().ring_fill == 0);
}

#[test]
fn events_that_were_cut_are_counted() {
    let memory = Memory::new();
    let logger = logger().ring_bytes(65_536).sink(memory.clone()).build().unwrap();
    log_event!(logger: logger, info, "short", text = "x");
    log_event!(logger: logger, info, "long", text = "x".repeat(100_000));
    logger.flush().unwrap();
    assert_eq!(logger.stats().truncated, 1);
    assert!(memory.text().contains(r#""truncated":"#));
}

#[test]
fn flushes_are_counted_and_those_that_came_to_nothing() {
    let puppet = Puppet::new("hangs");
    let logger = logger().flush_timeout(Duration::from_millis(20)).sink(puppet.clone()).build().unwrap();
    puppet.hang();
    log_event!(logger: logger, info, "event");
    puppet.wait_until_it_hangs();
    logger.flush().unwrap_err();
    assert_eq!((logger.stats().flushes, logger.stats().flushes_failed), (1, 1));
    puppet.write();
    wait_until("a flush that works", || logger.flush().is_ok());
    let stats = logger.stats();
    assert!(stats.flushes > stats.flushes_failed);
}

#[test]
fn the_bytes_of_a_sink_are_those_it_was_handed() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    (0..100).for_each(|number| log_event!(logger: logger, info, "event", number));
    logger.flush().unwrap();
    assert_eq!(logger.stats().sinks[0].bytes, memory.text().len() as u64);
}

#[test]
fn the_name_of_the_logger_is_its_own_or_default() {
    assert_eq!(logger().build().unwrap().stats().name, "default");
    assert_eq!(logger().name("audit").build().unwrap().stats().name, "audit");
}

#[test]
fn what_happened_between_two_readings_is_a_difference_that_balances() {
    let (memory, bad) = (Memory::new(), Puppet::new("bad"));
    let logger = logger().sink(memory.clone()).sink(bad.clone()).build().unwrap();
    (0..10).for_each(|number| log_event!(logger: logger, info, "before", number));
    logger.flush().unwrap();
    let before = logger.stats();

    bad.refuse(Cause::Io);
    (0..7).for_each(|number| log_event!(logger: logger, info, "between", number));
    logger.flush().unwrap();
    let between = logger.stats().since(&before);
    assert_eq!(between.accepted - between.reports, 7);
    assert_eq!(between.flushes, 1);
    assert!(between.is_balanced(), "{between}");
    assert!(between.up > Duration::ZERO && between.up < logger.stats().up);
    assert_eq!(between.sinks[1].dropped, [(Cause::Io, 7 + between.reports)]);
    assert!(between.per_second(between.accepted) > 0.0);
}

#[test]
fn the_json_of_a_running_logger_has_its_names_and_its_kinds() {
    let logger = logger().name("json").sink(Memory::new()).build().unwrap();
    log_event!(logger: logger, info, "event");
    logger.flush().unwrap();
    let json = serde_json::to_value(logger.stats()).unwrap();
    assert_eq!((&json["name"], &json["accepted"]), (&"json".into(), &1.into()));
    assert!(json["up"].is_f64() && json["lost"].is_object(), "{json}");
    assert_eq!(json["sinks"][0]["health"], "up");
    assert_eq!(serde_json::to_value(Health::Stuck).unwrap(), "stuck");
    assert_eq!(serde_json::to_value(Cause::RingFull).unwrap(), "ring_full");
}
