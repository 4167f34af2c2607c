//! Ends of a program, each with 1,000 events still in the ring.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use blackbar::log_event;
use blackbar_tests::{DEADLINE, Puppet};

use super::to_file;

fn log() {
    (0..1_000).for_each(|number| log_event!(info, "event", number));
}

pub(crate) fn exit_without_guard() {
    core::mem::forget(to_file().install().unwrap());
    log();
    std::process::exit(7);
}

pub(crate) fn exit_on_another_thread() {
    core::mem::forget(to_file().install().unwrap());
    log();
    let exits = std::thread::Builder::new().spawn(|| {
        log_event!(info, "event", number = 1_000);
        std::process::exit(7)
    });
    exits.unwrap().join().unwrap();
}

pub(crate) fn return_with_guard() {
    let _guard = to_file().install().unwrap();
    log();
}

pub(crate) fn log_after_guard() {
    drop(to_file().install().unwrap());
    log();
}

pub(crate) fn panic_with_guard() {
    let _guard = to_file().install().unwrap();
    log();
    panic!("the end of this scenario");
}

/// Logs when it is dropped.
struct LastWords;

impl Drop for LastWords {
    fn drop(&mut self) {
        log_event!(info, "event", number = 1_000);
    }
}

thread_local! {
    static LAST_WORDS: RefCell<Option<LastWords>> = const { RefCell::new(None) };
}

pub(crate) fn log_in_teardown_of_main() {
    let guard = to_file().install().unwrap();
    log();
    // After the first event, so that it is dropped before the thread's ring is retired.
    LAST_WORDS.with(|words| *words.borrow_mut() = Some(LastWords));
    drop(guard);
}

pub(crate) fn exit_while_sink_hangs() {
    let puppet = Puppet::new("hangs");
    puppet.hang();
    let builder = blackbar::Logger::builder().fixed_filter("trace").flush_timeout(Duration::from_millis(200));
    let guard = builder.sink(puppet.clone()).install().unwrap();
    log();
    puppet.wait_until_it_hangs();
    let start = Instant::now();
    drop(guard);
    assert!(start.elapsed() < DEADLINE / 2, "the guard waited for {:?}", start.elapsed());
}
