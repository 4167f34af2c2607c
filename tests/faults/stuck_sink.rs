//! A sink that does not come back from a call.

use std::time::{Duration, Instant};

use blackbar::{Error, Health, Memory, Overflow, log_event};
use blackbar_tests::{DEADLINE, Puppet, assert_ledger, assert_losses_are_told, logger, wait_until};

#[test]
fn the_watchdog_shows_which_sink_is_stuck_and_that_it_came_back() {
    let (well, stuck) = (Puppet::new("well"), Puppet::new("stuck"));
    let logger = logger().sink(well.clone()).sink(stuck.clone()).build().unwrap();
    let health = || logger.stats().sinks.iter().map(|sink| sink.health).collect::<Vec<_>>();
    assert_eq!(health(), [Health::Up, Health::Up]);

    let start = Instant::now();
    stuck.hang();
    log_event!(logger: logger, info, "event");
    stuck.wait_until_it_hangs();
    let at_first = health();
    let soon = start.elapsed() < Duration::from_secs(1);
    assert!(!soon || at_first == [Health::Up, Health::Up], "a moment is not yet stuck");
    wait_until("the watchdog", || health() == [Health::Up, Health::Stuck]);

    stuck.write();
    logger.flush().unwrap();
    assert_eq!(health(), [Health::Up, Health::Up]);
    assert_ledger(&logger.stats(), 1);
}

#[test]
fn callers_on_all_threads_keep_to_their_budget_while_a_sink_hangs() {
    let budget = Duration::from_millis(100);
    let puppet = Puppet::new("hangs");
    puppet.hang();
    let logger = logger()
        .overflow(Overflow::BlockFor(budget))
        .ring_bytes(65_536)
        .sink(puppet.clone())
        .build()
        .unwrap();
    let start = Instant::now();
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let logger = &logger;
            scope.spawn(move || {
                (0..10_000).for_each(|number| log_event!(logger: logger, info, "event", worker, number));
            });
        }
    });
    assert!(start.elapsed() >= budget, "nobody waited");
    assert!(logger.stats().lost_total() > 0);
    assert_eq!(logger.stats().waits, 4, "each waits once in a stall");

    puppet.write();
    logger.flush().unwrap();
    let stats = logger.stats();
    assert_ledger(&stats, 40_000);
    assert_losses_are_told(&stats, &puppet.lines(), 0);
}

#[test]
fn a_flush_gives_up_within_its_patience() {
    let patience = Duration::from_millis(100);
    let puppet = Puppet::new("hangs");
    puppet.hang();
    let logger = logger().flush_timeout(patience).sink(puppet.clone()).build().unwrap();
    log_event!(logger: logger, info, "event");
    puppet.wait_until_it_hangs();
    let start = Instant::now();
    assert!(matches!(logger.flush(), Err(Error::FlushTimedOut { waited }) if waited == patience));
    let took = start.elapsed();
    assert!(took >= patience && took < DEADLINE / 2, "{took:?}");
    puppet.write();
}

#[test]
fn dropping_the_logger_gives_up_within_the_same_patience() {
    let patience = Duration::from_millis(100);
    let puppet = Puppet::new("hangs");
    puppet.hang();
    let logger = logger().flush_timeout(patience).sink(puppet.clone()).build().unwrap();
    log_event!(logger: logger, info, "event");
    puppet.wait_until_it_hangs();
    let start = Instant::now();
    drop(logger);
    assert!(start.elapsed() < DEADLINE / 2, "{:?}", start.elapsed());

    // What it was holding is still written when it comes back, and then its thread ends.
    puppet.write();
    wait_until("the event", || puppet.lines().len() == 1);
}

#[test]
fn another_logger_does_not_notice() {
    let (hangs, memory) = (Puppet::new("hangs"), Memory::new());
    hangs.hang();
    let patience = Duration::from_millis(10);
    let stuck = logger().flush_timeout(patience).sink(hangs.clone()).build().unwrap();
    let well = logger().sink(memory.clone()).build().unwrap();
    log_event!(logger: stuck, info, "event");
    hangs.wait_until_it_hangs();
    (0..1_000).for_each(|number| log_event!(logger: well, info, "event", number));
    well.flush().unwrap();
    assert_eq!(memory.len(), 1_000);
    hangs.write();
}
