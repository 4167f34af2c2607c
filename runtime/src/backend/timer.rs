//! What is to happen every so often.

use core::time::Duration;

use crate::clock::RawClock;

/// Says when the next time has come. It goes by the counter, so that a clock that is set moves nothing.
#[derive(Debug)]
pub(super) struct Timer {
    clock: RawClock,
    interval: Duration,
    last: u64,
}

impl Timer {
    /// The first time is an interval from now.
    pub(super) fn new(clock: RawClock, interval: Duration) -> Self {
        let last = clock.now();
        Self { clock, interval, last }
    }

    /// The stamp of now, when an interval has passed since the last time. Times that were missed are not made up for.
    pub(super) fn is_due(&mut self) -> Option<u64> {
        let now = self.clock.now();
        (self.clock.between(self.last, now) >= self.interval).then(|| self.restart(now))
    }

    /// Counts the next interval from this stamp.
    pub(super) fn restart(&mut self, stamp: u64) -> u64 {
        self.last = stamp;
        stamp
    }
}
