//! Many threads at one call site: every call is logged or counted, and every count is told.

use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use blackbar::{Logger, Memory, Overflow, info};
use blackbar_tests::{lines_of, logger, wait_until};

use crate::{alone, sum};

const CALLS: u64 = 20_000;

/// Runs `log` on threads that begin together, in two waves.
fn many(threads: usize, log: impl Fn() + Sync) -> u64 {
    for _wave in 0..2 {
        let together = Barrier::new(threads);
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    together.wait();
                    (0..CALLS).for_each(|_| log());
                });
            }
        });
    }
    2 * threads as u64 * CALLS
}

fn to_memory() -> (Logger, Memory) {
    let memory = Memory::new();
    (logger().overflow(Overflow::Block).sink(memory.clone()).build().unwrap(), memory)
}

#[test]
fn samples_of_eight_and_of_twenty_threads_add_up_to_the_last_call() {
    let _alone = alone();
    for threads in [8, 20] {
        let (logger, memory) = to_memory();
        let log = || info!(logger: logger, sample: 100, "x");
        let calls = many(threads, log);
        logger.flush().unwrap();
        let passed = memory.len() as u64;
        let told = sum(&lines_of(&memory), "suppressed");
        assert!((calls / 100 - 9..=calls / 100 + 1).contains(&passed), "{passed} of {calls}");
        // What is not told yet is less than a round on each of the nine seats.
        let untold = calls - passed - told;
        assert!(untold < 9 * 100, "{untold}");
        assert_eq!(logger.stats().lost_total(), 0);
    }
}

#[test]
fn a_limit_holds_for_all_threads_together_and_its_counts_add_up() {
    let _alone = alone();
    let (logger, memory) = to_memory();
    let start = Instant::now();
    let log = || info!(logger: logger, limit: "100/s", "x");
    let calls = many(8, log);
    let took = start.elapsed();
    logger.flush().unwrap();
    let passed = memory.len() as u64;
    let most = 100 + took.as_millis() as u64 / 10 + 1;
    assert!((50..=most).contains(&passed), "{passed} of at most {most} in {took:?}");

    // The next event that passes tells the rest.
    let mut more = 0;
    wait_until("a token flows in", || {
        log();
        more += 1;
        logger.flush().unwrap();
        memory.len() as u64 > passed
    });
    let lines = lines_of(&memory);
    let (passed, told) = (lines.len() as u64, sum(&lines, "suppressed"));
    assert_eq!(passed + told, calls + more, "each call is a line or is counted by one");
}

#[test]
fn once_is_once_on_all_threads() {
    let _alone = alone();
    let (logger, memory) = to_memory();
    many(8, || info!(logger: logger, once, "x"));
    logger.flush().unwrap();
    assert_eq!(memory.len(), 1);
}

#[test]
fn the_total_counts_what_all_threads_suppressed_also_those_that_ended() {
    let _alone = alone();
    let (logger, memory) = to_memory();
    let before = logger.stats().suppressed;
    let calls = many(8, || info!(logger: logger, limit: "1/h", "x"));
    logger.flush().unwrap();
    let stats = logger.stats();
    assert_eq!(memory.len(), 1);
    // Other tests of this process suppress too.
    assert!(stats.suppressed - before >= calls - 1, "{} of {calls}", stats.suppressed - before);
    assert_eq!((stats.accepted, stats.lost_total()), (1, 0), "suppressed is neither accepted nor lost");
    assert!(stats.is_balanced());
    assert!(stats.to_string().contains(", suppressed "), "{stats}");
    assert!(stats.since(&stats).suppressed == 0 && stats.up > Duration::ZERO);
}
