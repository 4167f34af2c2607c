//! Equal events one after another.

use std::time::Duration;

use blackbar::{Cause, LogEvent, Logger, Memory, Stats, info, log_event};
use blackbar_tests::{Puppet, lines_of, logger, on_thread, wait_until};
use serde_json::Value;

use crate::{alone, number, sum, with};

const LONG: Duration = Duration::from_secs(3600);

fn deduplicating(window: Duration) -> (Logger, Memory) {
    let memory = Memory::new();
    (logger().deduplicate(window).sink(memory.clone()).build().unwrap(), memory)
}

/// How many events the lines stand for, and that the ledger agrees.
#[track_caller]
fn assert_all_there(lines: &[Value], stats: &Stats, events: u64) {
    let stand_for: u64 = lines.iter().map(|line| number(line, "repeated").max(1)).sum();
    assert_eq!(stand_for, events, "{lines:?}");
    assert_eq!(stats.accepted, events);
    assert_eq!(stats.repeated, events - lines.len() as u64);
    assert!(stats.is_balanced(), "{stats:?}");
}

#[derive(LogEvent)]
struct Refused {
    port: u16,
}

#[test]
fn equal_events_are_one_line_and_one_that_counts_the_others() {
    let (logger, memory) = deduplicating(LONG);
    with(&logger, || {
        for port in [80, 80, 80, 80, 443, 443, 80] {
            log_event!(Refused { port });
        }
    });
    let lines = lines_of(&memory);
    let seen: Vec<_> = lines.iter().map(|line| (number(line, "port"), number(line, "repeated"))).collect();
    assert_eq!(seen, [(80, 0), (80, 3), (443, 0), (443, 1), (80, 0)]);
    assert!(lines[0]["timestamp"].as_str() < lines[1]["timestamp"].as_str(), "the time of the last");
    assert_all_there(&lines, &logger.stats(), 7);
}

#[test]
fn without_it_every_event_has_its_line() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    with(&logger, || (0..10).for_each(|_| log_event!(Refused { port: 80 })));
    assert_all_there(&lines_of(&memory), &logger.stats(), 10);
    assert_eq!(logger.stats().repeated, 0);
}

#[test]
fn another_call_site_is_another_event() {
    let (logger, memory) = deduplicating(LONG);
    with(&logger, || {
        log_event!(Refused { port: 80 });
        log_event!(Refused { port: 80 });
    });
    assert_eq!(memory.len(), 2);
}

#[test]
fn threads_have_runs_of_their_own_and_their_names() {
    let memory = Memory::new();
    let logger = logger().deduplicate(LONG).with_thread(true).sink(memory.clone()).build().unwrap();
    let log = |logger: &Logger| {
        (0..5).for_each(|_| info!(logger: logger, "x"));
    };
    let logger = std::sync::Arc::new(logger);
    for name in ["one", "two"] {
        let logger = std::sync::Arc::clone(&logger);
        on_thread(name, move || log(&logger));
    }
    logger.flush().unwrap();
    let lines = lines_of(&memory);
    let mut seen: Vec<_> =
        lines.iter().map(|line| (line["thread"].as_str().unwrap(), number(line, "repeated"))).collect();
    seen.sort_unstable();
    assert_eq!(seen, [("one", 0), ("one", 4), ("two", 0), ("two", 4)]);
    assert_all_there(&lines, &logger.stats(), 10);
}

#[test]
fn what_is_held_back_is_written_when_the_window_is_over() {
    let (logger, memory) = deduplicating(Duration::from_millis(50));
    let _scope = logger.scope();
    (0..3).for_each(|_| log_event!(Refused { port: 80 }));
    // Nobody flushes. On a loaded machine the window may end between the calls.
    wait_until("all three are told", || {
        lines_of(&memory).iter().map(|line| number(line, "repeated").max(1)).sum::<u64>() == 3
    });
    assert!(logger.stats().repeated <= 1);
}

#[test]
fn a_long_event_and_one_that_was_cut_are_written_as_they_come() {
    let (logger, memory) = deduplicating(LONG);
    let (long, longer) = ("x".repeat(5_000), "x".repeat(1 << 20));
    with(&logger, || {
        for text in [&long, &long, &longer, &longer] {
            info!("long", text = text.as_str());
        }
    });
    assert_eq!(memory.len(), 4);
    assert_eq!(logger.stats().repeated, 0);
}

#[test]
fn the_context_is_a_part_of_the_event() {
    let (logger, memory) = deduplicating(LONG);
    with(&logger, || {
        for request_id in [1, 1, 2, 2] {
            let context = blackbar::context! { request_id = request_id };
            context.run(|| log_event!(Refused { port: 80 }));
        }
    });
    let lines = lines_of(&memory);
    let seen: Vec<_> =
        lines.iter().map(|line| (number(&line["context"], "request_id"), number(line, "repeated"))).collect();
    assert_eq!(seen, [(1, 0), (1, 1), (2, 0), (2, 1)]);
}

#[test]
fn counts_of_rates_are_kept_in_repeats() {
    let _alone = alone();
    let (logger, memory) = deduplicating(LONG);
    with(&logger, || (0..31).for_each(|_| info!(sample: 10, "x")));
    let lines = lines_of(&memory);
    assert_eq!((lines.len(), sum(&lines, "suppressed"), sum(&lines, "repeated")), (2, 27, 3));
}

#[test]
fn losses_are_told_every_time() {
    let memory = Memory::new();
    let puppet = Puppet::new("fails");
    puppet.refuse(Cause::Io);
    let logger = logger().deduplicate(LONG).sink(puppet.clone()).sink(memory.clone()).build().unwrap();
    for round in 0..3_u64 {
        with(&logger, || info!("x", round));
    }
    let told = lines_of(&memory).iter().filter(|line| line["event"] == "blackbar.events_lost").count();
    assert!(told >= 2, "{:?}", memory.lines());
    assert!(logger.stats().is_balanced(), "{:?}", logger.stats());
}

#[test]
fn every_sink_balances_whatever_it_wants() {
    let (all, few) = (Memory::new(), Memory::new());
    let logger =
        logger().deduplicate(LONG).sink(all.clone()).sink(few.clone().filter("warn")).build().unwrap();
    with(&logger, || {
        for _ in 0..10 {
            log_event!(info, "x");
            (0..3).for_each(|_| log_event!(warn, "y"));
        }
    });
    assert_eq!((all.len(), few.len()), (30, 20));
    let stats = logger.stats();
    assert_eq!((stats.accepted, stats.repeated), (40, 10));
    assert!(stats.is_balanced(), "{stats:?}");
}
