//! Rates and repeats as a program sees them: what is logged, what each line tells of what is not, and that it adds up.
//!
//! Each test has a logger of its own, and call sites of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test ends at the first surprise, and measures how long a limit was in force"
)]

mod calls;
mod encodings;
mod ends;
mod keys;
mod repeats;
mod threads;

use std::sync::{Mutex, MutexGuard, PoisonError};

use blackbar::{Logger, Memory};
use blackbar_tests::{lines_of, logger};
use serde_json::Value;

/// Keeps other tests from logging under a rate: a thread has a seat of its own as long as there are no more than eight.
fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The lines that `work` logs, at whatever level, and the logger with its counters.
#[track_caller]
fn logged(work: impl FnOnce()) -> Vec<Value> {
    let _alone = alone();
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    with(&logger, work);
    lines_of(&memory)
}

/// Runs `work` with this logger in force, and flushes.
#[track_caller]
fn with(logger: &Logger, work: impl FnOnce()) {
    let scope = logger.scope();
    work();
    drop(scope);
    logger.flush().unwrap();
}

/// A number of a line, 0 where it has none of this name.
fn number(line: &Value, key: &str) -> u64 {
    line.get(key).map_or(0, |number| number.as_u64().unwrap())
}

/// The sum of a number over all lines.
fn sum(lines: &[Value], key: &str) -> u64 {
    lines.iter().map(|line| number(line, key)).sum()
}
