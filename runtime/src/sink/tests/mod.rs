//! What all sinks have in common, and the tools of their tests.

#![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod batch;
mod common;
mod memory;

use std::time::{Duration, Instant};

use crate::level::Level;
use crate::sink::Batch;

/// Longer than anything here takes, on any machine.
pub(super) const DEADLINE: Duration = Duration::from_secs(60);

/// A batch with one event for each text, as it is.
pub(super) fn batch(events: &[&str]) -> Batch {
    let mut batch = Batch::default();
    for (at, event) in events.iter().enumerate() {
        let pushed: Result<(), ()> = batch.push(at as u64, Level::Info, 0, |out| {
            out.extend_from_slice(event.as_bytes());
            Ok(())
        });
        pushed.unwrap();
    }
    batch
}

/// Waits for `condition` and fails when the deadline passes first.
#[track_caller]
pub(super) fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < DEADLINE, "never happened: {what}");
        std::thread::yield_now();
    }
}
