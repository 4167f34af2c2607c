//! What derives and `log_event!` make of a program, seen in the lines they lead to.
//!
//! Each test has a logger of its own, in force on its thread only.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends at the first surprise"
)]

mod classes;
mod dispositions;
mod evaluation;
mod events;
mod messages;
mod values;
mod written;

use blackbar::{Logger, Memory};
use blackbar_tests::{lines_of, logger};
use serde_json::Value;

/// The lines that `work` logs, at whatever level.
#[track_caller]
fn logged(work: impl FnOnce()) -> Vec<Value> {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    in_force(&logger, work);
    logger.flush().unwrap();
    lines_of(&memory)
}

/// The one line that `work` logs.
#[track_caller]
fn line(work: impl FnOnce()) -> Value {
    let mut lines = logged(work);
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines.remove(0)
}

fn in_force(logger: &Logger, work: impl FnOnce()) {
    let _scope = logger.scope();
    work();
}

/// The keys of a line that come from the event, in their order.
fn own_keys(line: &Value) -> Vec<&str> {
    const FRAME: [&str; 5] = ["timestamp", "level", "target", "event", "message"];
    let keys = line.as_object().unwrap().keys().map(String::as_str);
    keys.filter(|key| !FRAME.contains(key)).collect()
}
