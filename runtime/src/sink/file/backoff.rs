//! When to try again what did not work.

use core::time::Duration;

/// Waits that double, from 100 ms to 10 s, until something works.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    failures: u32,
    /// In time since the start.
    not_before: Duration,
}

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(10);

impl Backoff {
    pub(super) fn may_try(&self, up: Duration) -> bool {
        up >= self.not_before
    }

    pub(super) fn failed(&mut self, up: Duration) {
        let wait = FIRST.saturating_mul(1 << self.failures.min(10)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        self.not_before = up.saturating_add(wait);
    }

    pub(super) fn worked(&mut self) {
        *self = Self::default();
    }
}
