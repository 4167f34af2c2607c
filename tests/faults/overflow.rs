//! A ring that is full, under each policy.

use std::time::{Duration, Instant};

use blackbar::{Cause, Logger, Memory, Overflow, log_event};
use blackbar_tests::{Puppet, assert_ledger, assert_losses_are_told, logger, lost, wait_until};

/// A logger with the smallest ring, whose backend hangs in the sink. The event that it hangs with counts as one call.
fn stalled(overflow: Overflow) -> (Logger, Puppet) {
    let puppet = Puppet::new("stalls");
    puppet.hang();
    let logger = logger().overflow(overflow).ring_bytes(65_536).sink(puppet.clone()).build().unwrap();
    log_event!(logger: logger, info, "the one it hangs with");
    puppet.wait_until_it_hangs();
    (logger, puppet)
}

/// Logs until an event is lost; returns the number of calls.
fn fill(logger: &Logger) -> u64 {
    let mut calls = 0;
    while lost(&logger.stats(), Cause::RingFull) == 0 {
        log_event!(logger: logger, info, "fills the ring", number = calls);
        calls += 1;
        assert!(calls < 100_000, "the ring never gets full");
    }
    calls
}

/// Lets the sink write again, and checks that everything is accounted for and told.
#[track_caller]
fn settle(logger: &Logger, puppet: &Puppet, calls: u64) {
    puppet.write();
    logger.flush().unwrap();
    let stats = logger.stats();
    assert_ledger(&stats, calls);
    let lines = puppet.lines();
    assert_eq!(lines.len() as u64, stats.accepted);
    assert_losses_are_told(&stats, &lines, 0);
}

#[test]
fn drop_newest_drops_at_once_and_counts() {
    let (logger, puppet) = stalled(Overflow::DropNewest);
    let filled = fill(&logger);
    let before = lost(&logger.stats(), Cause::RingFull);
    (0..1_000).for_each(|number| log_event!(logger: logger, info, "fills the ring", number));
    let stats = logger.stats();
    assert_eq!(lost(&stats, Cause::RingFull) - before, 1_000);
    assert_eq!(stats.waits, 0);
    settle(&logger, &puppet, 1 + filled + 1_000);
}

#[test]
fn block_for_waits_once_in_a_stall_and_then_drops() {
    let budget = Duration::from_millis(200);
    let (logger, puppet) = stalled(Overflow::BlockFor(budget));
    let start = Instant::now();
    let filled = fill(&logger);
    assert!(start.elapsed() >= budget, "dropped after {:?}", start.elapsed());

    (0..1_000).for_each(|number| log_event!(logger: logger, info, "fills the ring", number));
    let stats = logger.stats();
    assert_eq!(stats.waits, 1, "waited again in the same stall");
    assert_eq!(lost(&stats, Cause::RingFull), 1_001);
    settle(&logger, &puppet, 1 + filled + 1_000);
}

#[test]
fn block_for_waits_once_in_a_stall_though_short_events_still_find_room() {
    let (logger, puppet) = stalled(Overflow::BlockFor(Duration::from_millis(50)));
    let long = "x".repeat(8_000);
    let mut calls = 1;
    for number in 0..50 {
        log_event!(logger: logger, info, "long", long);
        log_event!(logger: logger, info, "short", number);
        calls += 2;
    }
    let stats = logger.stats();
    assert!(lost(&stats, Cause::RingFull) > 10, "{stats:?}");
    assert_eq!(stats.waits, 1, "waited again in the same stall");
    settle(&logger, &puppet, calls);
}

#[test]
fn block_for_waits_again_in_the_next_stall() {
    let (logger, puppet) = stalled(Overflow::BlockFor(Duration::from_millis(20)));
    let mut calls = 1 + fill(&logger);
    assert_eq!(logger.stats().waits, 1);
    settle(&logger, &puppet, calls);

    puppet.hang();
    log_event!(logger: logger, info, "the one it hangs with");
    puppet.wait_until_it_hangs();
    calls += 1;
    while logger.stats().waits == 1 {
        log_event!(logger: logger, info, "fills the ring", number = calls);
        calls += 1;
        assert!(calls < 100_000, "did not wait in the second stall");
    }
    settle(&logger, &puppet, calls);
}

#[test]
fn each_thread_has_a_budget_of_its_own() {
    let budget = Duration::from_millis(100);
    let (logger, puppet) = stalled(Overflow::BlockFor(budget));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                (0..5_000).for_each(|number| log_event!(logger: logger, info, "fills the ring", number))
            });
        }
    });
    assert_eq!(logger.stats().waits, 4);
    settle(&logger, &puppet, 1 + 4 * 5_000);
}

#[test]
fn a_wait_that_finds_room_loses_nothing() {
    let (logger, puppet) = stalled(Overflow::BlockFor(Duration::from_secs(60)));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            (0..5_000).for_each(|number| log_event!(logger: logger, info, "fills the ring", number))
        });
        wait_until("a caller waits", || logger.stats().waits == 1);
        puppet.write();
    });
    logger.flush().unwrap();
    assert_eq!(logger.stats().lost_total(), 0);
    assert_ledger(&logger.stats(), 5_001);
}

#[test]
fn block_waits_until_there_is_room_and_loses_nothing() {
    let (logger, puppet) = stalled(Overflow::Block);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            (0..20_000).for_each(|number| log_event!(logger: logger, info, "fills the ring", number))
        });
        wait_until("a caller waits", || logger.stats().waits == 1);
        assert_eq!(logger.stats().lost_total(), 0);
        puppet.write();
    });
    settle(&logger, &puppet, 20_001);
    assert_eq!(logger.stats().lost_total(), 0);
}

#[test]
fn the_backend_is_woken_once_for_a_ring_that_passes_half() {
    let (logger, puppet) = stalled(Overflow::DropNewest);
    let before = logger.stats().wakes;
    let filled = fill(&logger);
    (0..1_000).for_each(|number| log_event!(logger: logger, info, "fills the ring", number));
    assert_eq!(logger.stats().wakes - before, 1, "each wake is a system call");
    settle(&logger, &puppet, 1 + filled + 1_000);
}

#[test]
fn after_a_stall_every_event_arrives_again() {
    let (logger, puppet) = stalled(Overflow::DropNewest);
    let filled = fill(&logger);
    settle(&logger, &puppet, 1 + filled);
    let before = logger.stats().lost_total();
    (0..100).for_each(|number| log_event!(logger: logger, info, "after", number));
    settle(&logger, &puppet, 1 + filled + 100);
    assert_eq!(logger.stats().lost_total(), before);
}

#[test]
fn a_call_that_waits_ends_when_its_logger_does() {
    let (waiting_logger, puppet) = stalled(Overflow::Block);
    let waiting_logger = std::sync::Arc::new(waiting_logger);
    let logger = waiting_logger.clone();
    let ended = std::thread::Builder::new()
        .spawn(move || {
            (0..5_000).for_each(|number| log_event!(logger: logger, info, "fills the ring", number));
        })
        .unwrap();
    wait_until("a caller waits", || waiting_logger.stats().waits == 1);
    // The caller holds the logger too, so nothing ends before it does: it must be let go on.
    puppet.write();
    ended.join().unwrap();
    waiting_logger.flush().unwrap();
    assert_ledger(&waiting_logger.stats(), 5_001);
}

#[test]
fn an_event_larger_than_the_room_that_is_left_is_not_torn() {
    let memory = Memory::new();
    let logger = logger().ring_bytes(65_536).overflow(Overflow::Block).sink(memory.clone()).build().unwrap();
    let texts: Vec<String> = (0..200).map(|at| "x".repeat(at * 97 % 12_000)).collect();
    texts.iter().for_each(|text| log_event!(logger: logger, info, "text", text));
    logger.flush().unwrap();
    let lines = blackbar_tests::lines_of(&memory);
    assert!(lines.iter().map(|line| line["text"].as_str().unwrap()).eq(texts.iter().map(String::as_str)));
}
