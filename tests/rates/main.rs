//! Rates and repeats as a program sees them: what is logged, what each line tells of what is not, and that it adds up.
//!
//! Each test has a logger of its own, and call sites of its own.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends at the first surprise"
)]

mod calls;
mod encodings;
mod ends;
mod keys;
mod repeats;
mod threads;

use blackbar::{Logger, Memory};
use blackbar_tests::{lines_of, logger};
use serde_json::Value;

/// The lines that `work` logs, at whatever level, and the logger with its counters.
#[track_caller]
fn logged(work: impl FnOnce()) -> Vec<Value> {
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
