//! How far behind the backend is, and how full its rings are.

use core::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use core::time::Duration;

use super::collect::Look;
use crate::clock::RawClock;

/// Gauges of the backend's passes; the backend alone writes them.
#[derive(Debug)]
pub(super) struct Progress {
    clock: RawClock,
    started: u64,
    /// When the last pass began.
    pass: AtomicU64,
    rings: AtomicUsize,
    fill: AtomicUsize,
    fill_max: AtomicUsize,
    /// In nanoseconds.
    lag: AtomicU64,
    lag_max: AtomicU64,
}

impl Progress {
    pub(super) fn new(clock: RawClock) -> Self {
        let started = clock.now();
        Self {
            clock,
            started,
            pass: AtomicU64::new(started),
            rings: AtomicUsize::new(0),
            fill: AtomicUsize::new(0),
            fill_max: AtomicUsize::new(0),
            lag: AtomicU64::new(0),
            lag_max: AtomicU64::new(0),
        }
    }

    /// A pass begins at this stamp and has seen this.
    pub(super) fn begin_pass(&self, stamp: u64, look: Look) {
        self.pass.store(stamp, Ordering::Relaxed);
        self.fill.store(look.fullest, Ordering::Relaxed);
        self.fill_max.fetch_max(look.fullest, Ordering::Relaxed);
        let lag = look.oldest.map_or(Duration::ZERO, |oldest| self.clock.between(oldest, stamp));
        let lag = u64::try_from(lag.as_nanos()).unwrap_or(u64::MAX);
        self.lag.store(lag, Ordering::Relaxed);
        self.lag_max.fetch_max(lag, Ordering::Relaxed);
    }

    pub(super) fn set_rings(&self, rings: usize) {
        self.rings.store(rings, Ordering::Relaxed);
    }

    pub(super) fn rings(&self) -> usize {
        self.rings.load(Ordering::Relaxed)
    }

    /// Bytes in the fullest ring, now and ever.
    pub(super) fn fill(&self) -> (usize, usize) {
        (self.fill.load(Ordering::Relaxed), self.fill_max.load(Ordering::Relaxed))
    }

    /// The age of the oldest event, at the last pass and ever.
    pub(super) fn lag(&self) -> (Duration, Duration) {
        let nanos = |gauge: &AtomicU64| Duration::from_nanos(gauge.load(Ordering::Relaxed));
        (nanos(&self.lag), nanos(&self.lag_max))
    }

    /// The time since the start.
    pub(super) fn up(&self) -> Duration {
        self.clock.between(self.started, self.clock.now())
    }

    /// The time since the last pass began.
    pub(super) fn since_pass(&self) -> Duration {
        self.clock.between(self.pass.load(Ordering::Relaxed), self.clock.now())
    }
}
