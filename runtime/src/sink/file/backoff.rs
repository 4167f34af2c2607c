//! When to try again what did not work.

use core::time::Duration;

/// Waits that double from one failure to the next, up to a longest one, until something works.
#[derive(Debug)]
pub(super) struct Backoff {
    first: Duration,
    longest: Duration,
    failures: u32,
    /// In time since the start.
    not_before: Duration,
}

impl Backoff {
    /// For what can wait, and goes on as it is meanwhile: from 100 ms to 10 s.
    pub(super) const fn patient() -> Self {
        Self::new(Duration::from_millis(100), Duration::from_secs(10))
    }

    /// For what costs events meanwhile: from 1 ms, which a single failure may take, to a quarter of a second.
    pub(super) const fn eager() -> Self {
        Self::new(Duration::from_millis(1), Duration::from_millis(250))
    }

    const fn new(first: Duration, longest: Duration) -> Self {
        Self { first, longest, failures: 0, not_before: Duration::ZERO }
    }

    pub(super) fn may_try(&self, up: Duration) -> bool {
        up >= self.not_before
    }

    pub(super) fn failed(&mut self, up: Duration) {
        let wait = self.first.saturating_mul(1 << self.failures.min(10)).min(self.longest);
        self.failures = self.failures.saturating_add(1);
        self.not_before = up.saturating_add(wait);
    }

    pub(super) fn worked(&mut self) {
        *self = Self::new(self.first, self.longest);
    }
}
