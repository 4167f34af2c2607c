//! After a flush every event whose call has returned is where it belongs.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use blackbar::{Error, Health, Memory, RollingFile, log_event};
use blackbar_tests::{Puppet, assert_ledger, lines_of, lines_of_file, logger};

#[test]
fn an_event_is_in_the_sink_after_the_flush_that_follows_it() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    for round in 0..500 {
        log_event!(logger: logger, info, "round", round);
        logger.flush().unwrap();
        assert_eq!(memory.len(), round + 1);
    }
}

#[test]
fn a_flush_covers_the_events_of_all_threads() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    let returned = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                for number in 0..2_000 {
                    log_event!(logger: logger, info, "number", number);
                    returned.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        loop {
            let before = returned.load(Ordering::SeqCst);
            logger.flush().unwrap();
            let there = memory.len() as u64;
            assert!(there >= before, "{before} calls had returned, {there} events were there");
            if before == 6_000 {
                break;
            }
        }
    });
    assert_ledger(&logger.stats(), 6_000);
}

#[test]
fn a_flush_covers_the_first_event_of_a_thread_that_has_ended() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    for round in 1..=100 {
        std::thread::scope(|scope| {
            scope.spawn(|| log_event!(logger: logger, info, "once"));
        });
        logger.flush().unwrap();
        assert_eq!(memory.len(), round);
    }
}

#[test]
fn several_threads_may_flush_at_once() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for number in 0..200 {
                    log_event!(logger: logger, info, "number", number);
                    logger.flush().unwrap();
                }
            });
        }
    });
    assert_eq!(lines_of(&memory).len(), 800);
}

#[test]
fn a_flush_reaches_every_sink() {
    let (first, second) = (Puppet::new("first"), Puppet::new("second"));
    let logger = logger().sink(first.clone()).sink(second.clone()).build().unwrap();
    logger.flush().unwrap();
    assert_eq!((first.flushes(), second.flushes()), (1, 1));
}

#[test]
fn dropping_the_logger_flushes_it() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    (0..1_000).for_each(|number| log_event!(logger: logger, info, "number", number));
    drop(logger);
    assert_eq!(lines_of(&memory).len(), 1_000);
}

#[test]
fn the_events_are_in_the_file_after_a_flush() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new/app.log");
    let logger = logger().file(RollingFile::new(&path)).build().unwrap();
    (0..1_000).for_each(|number| log_event!(logger: logger, info, "number", number));
    logger.flush().unwrap();
    let numbers: Vec<_> = lines_of_file(&path).iter().map(|line| line["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (0..1_000).collect::<Vec<_>>());
}

#[test]
fn a_flush_that_takes_too_long_says_how_long_it_waited() {
    let puppet = Puppet::new("slow");
    let patience = Duration::from_millis(50);
    let logger = logger().sink(puppet.clone()).flush_timeout(patience).build().unwrap();
    puppet.hang();
    log_event!(logger: logger, info, "hangs");
    let error = logger.flush().unwrap_err();
    assert!(matches!(error, Error::FlushTimedOut { waited } if waited == patience), "{error}");

    puppet.write();
    logger.flush().unwrap();
    assert_eq!(puppet.lines().len(), 1);
    assert_eq!(logger.stats().sinks[0].health, Health::Up);
}
