//! Waiting for what another thread or process does.

use std::time::{Duration, Instant};

/// Longer than anything here takes, on any machine.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// Waits for `condition` and fails when the deadline passes first.
#[track_caller]
pub fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < DEADLINE, "never happened: {what}");
        std::thread::park_timeout(Duration::from_millis(1));
    }
}
