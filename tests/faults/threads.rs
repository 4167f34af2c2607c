//! Threads that end: with events in the ring, thousands of them, and logging while they are torn down.

use std::cell::RefCell;
use std::sync::Arc;

use blackbar::{Cause, Logger, Memory, log_event};
use blackbar_tests::{
    Puppet, assert_ledger, assert_losses_are_told, lines_of, logger, lost, on_thread, texts, wait_until,
};

use super::child;

#[test]
fn what_a_thread_left_in_its_ring_when_it_ended_is_written() {
    let puppet = Puppet::new("stalls");
    let logger = Arc::new(logger().sink(puppet.clone()).build().unwrap());
    puppet.hang();
    log_event!(logger: logger, info, "the one it hangs with");
    puppet.wait_until_it_hangs();
    for worker in 0..20 {
        let logger = Arc::clone(&logger);
        on_thread("short", move || {
            (0..100).for_each(|number| log_event!(logger: logger, info, "event", worker, number));
        });
    }
    puppet.write();
    logger.flush().unwrap();

    let lines = puppet.lines();
    for worker in 0..20 {
        let numbers =
            lines.iter().filter(|line| line["worker"] == worker).map(|line| line["number"].as_u64());
        assert!(numbers.eq((0..100).map(Some)), "worker {worker}");
    }
    assert_ledger(&logger.stats(), 2_001);
}

#[test]
fn the_rings_of_threads_that_ended_are_given_up() {
    let logger = Arc::new(logger().build().unwrap());
    std::thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| log_event!(logger: logger, info, "event"));
        }
    });
    // A scope may end shortly before its threads do.
    wait_until("the rings are forgotten, but for a few that are kept for new threads", || {
        logger.flush().unwrap();
        logger.stats().rings <= 4
    });
    assert_ledger(&logger.stats(), 50);
}

#[test]
fn ten_thousand_short_threads_take_few_rings_and_no_memory_for_good() {
    let finished = child("short_threads").arg("10000").succeeds();
    let number = |word: &str| -> u64 {
        let line = finished.stdout.lines().find_map(|line| line.strip_prefix(word));
        line.unwrap().trim().parse().unwrap()
    };
    assert!(number("growth ") < 32 * 1024, "{}", finished.stdout);
    // How many depends on how fast the backend gets a processor: some hundred on a quiet machine. Without a ring ever being
    // taken over it is one for each thread.
    assert!(number("rings ") < 5_000, "{}", finished.stdout);
}

/// Logs to its logger when it is dropped.
struct LastWords(Arc<Logger>);

impl Drop for LastWords {
    fn drop(&mut self) {
        log_event!(logger: self.0, info, "last words");
    }
}

thread_local! {
    static LAST_WORDS: RefCell<Option<LastWords>> = const { RefCell::new(None) };
}

fn will_log(logger: &Arc<Logger>) {
    let words = LastWords(Arc::clone(logger));
    LAST_WORDS.with(|cell| *cell.borrow_mut() = Some(words));
}

/// The messages of a thread that does `work`, and the logger's count of calls in teardown.
fn messages_of(calls: u64, work: impl FnOnce(&Arc<Logger>) + Send + 'static) -> (Vec<String>, u64) {
    let memory = Memory::new();
    let logger = Arc::new(logger().sink(memory.clone()).build().unwrap());
    let theirs = Arc::clone(&logger);
    on_thread("ends", move || work(&theirs));
    logger.flush().unwrap();
    let (stats, lines) = (logger.stats(), lines_of(&memory));
    assert_ledger(&stats, calls);
    assert_losses_are_told(&stats, &lines, 0);
    let lines: Vec<_> = lines.into_iter().filter(|line| line["event"] != "blackbar.events_lost").collect();
    (texts(&lines, "message"), lost(&stats, Cause::Teardown))
}

#[test]
fn a_thread_local_made_after_the_first_event_may_log_in_its_drop() {
    let (messages, in_teardown) = messages_of(2, |logger| {
        log_event!(logger: logger, info, "first");
        will_log(logger);
    });
    assert_eq!(messages.len() as u64 + in_teardown, 2);
    assert_eq!(messages, ["first", "last words"]);
}

#[test]
fn a_thread_local_made_before_the_first_event_logs_too_late_and_is_counted() {
    let (messages, in_teardown) = messages_of(2, |logger| {
        will_log(logger);
        log_event!(logger: logger, info, "first");
    });
    assert_eq!((messages, in_teardown), (vec!["first".to_owned()], 1));
}

#[test]
fn a_drop_may_log_the_first_event_of_its_thread() {
    let (messages, in_teardown) = messages_of(1, will_log);
    assert_eq!(messages.len() as u64 + in_teardown, 1);
}
