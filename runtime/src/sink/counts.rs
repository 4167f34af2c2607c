//! One sink's line in the ledger.

use core::fmt;
use core::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use core::time::Duration;
use std::sync::{Arc, OnceLock};

use super::delivery::DeliveryCounts;
use crate::count::{Cause, Tally};

/// How a sink is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Health {
    /// The last thing it was asked to do worked.
    Up,
    /// The last thing it was asked to do did not work; it is tried again.
    Failing,
    /// It panicked and gets nothing any more.
    Failed,
    /// It has been in one call for longer than a second.
    Stuck,
}

impl Health {
    /// All of them, from well to worst.
    pub const ALL: &'static [Self] = &[Self::Up, Self::Failing, Self::Failed, Self::Stuck];

    /// The word that stands for it in a log line and in metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Failing => "failing",
            Self::Failed => "failed",
            Self::Stuck => "stuck",
        }
    }
}

impl fmt::Display for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Health {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What became of the events that were meant for one sink. All numbers only grow.
///
/// `accepted = written + filtered + dropped`, once what is pending has been counted. A sink with a spool has the events there
/// on the right side too, and on the left those that were there when it was opened.
#[derive(Debug, Default)]
pub struct SinkCounts {
    written: AtomicU64,
    filtered: AtomicU64,
    dropped: Tally,
    health: AtomicU8,
    /// Bytes it was handed.
    bytes: AtomicU64,
    failures: AtomicU64,
    /// Nanoseconds the backend spent in its calls, and in the longest of them.
    busy: AtomicU64,
    slowest: AtomicU64,
    delivery: OnceLock<Arc<DeliveryCounts>>,
}

impl SinkCounts {
    /// Shows the numbers of a destination across a network beside those of every sink. Only the first time counts.
    pub fn set_delivery(&self, numbers: Arc<DeliveryCounts>) {
        let _only_the_first = self.delivery.set(numbers);
    }

    /// The numbers of the destination, where there is a network in between.
    #[must_use]
    pub fn delivery(&self) -> Option<&Arc<DeliveryCounts>> {
        self.delivery.get()
    }

    /// Counts events that are where they belong.
    pub fn add_written(&self, events: u64) {
        self.written.fetch_add(events, Ordering::Relaxed);
    }

    /// Counts events that this sink was not to get.
    pub(crate) fn add_filtered(&self, events: u64) {
        self.filtered.fetch_add(events, Ordering::Relaxed);
    }

    /// Counts events that are lost.
    pub fn add_dropped(&self, cause: Cause, events: u64) {
        self.dropped.add(cause, events);
    }

    /// Counts something that did not work: a write, or something beside that costs no event, like a rotation.
    pub fn add_failure(&self) {
        self.failures.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts bytes that it was handed.
    pub(crate) fn add_bytes(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Counts a call of the sink that took so long.
    pub(crate) fn add_call(&self, took: Duration) {
        let nanos = u64::try_from(took.as_nanos()).unwrap_or(u64::MAX);
        self.busy.fetch_add(nanos, Ordering::Relaxed);
        self.slowest.fetch_max(nanos, Ordering::Relaxed);
    }

    /// Says how the sink is.
    pub fn set_health(&self, health: Health) {
        self.health.store(health as u8, Ordering::Relaxed);
    }

    /// Says that the last thing the sink did worked or did not. A sink that was given up or is stuck stays that.
    pub(crate) fn set_working(&self, works: bool) {
        let (from, to) = if works { (Health::Failing, Health::Up) } else { (Health::Up, Health::Failing) };
        // An error of the exchange means that there is nothing to change, or that somebody else has the say.
        let _unchanged =
            self.health.compare_exchange(from as u8, to as u8, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// Events that are where they belong.
    #[must_use]
    pub fn written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }

    /// Events that this sink was not to get, by its filter.
    #[must_use]
    pub fn filtered(&self) -> u64 {
        self.filtered.load(Ordering::Relaxed)
    }

    /// Events that are lost, by cause.
    #[must_use]
    pub fn dropped(&self) -> &Tally {
        &self.dropped
    }

    /// Things that did not work until now, whether or not they cost an event.
    #[must_use]
    pub fn failures(&self) -> u64 {
        self.failures.load(Ordering::Relaxed)
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// The time spent in all its calls, and in the longest.
    pub(crate) fn busy(&self) -> (Duration, Duration) {
        let nanos = |counter: &AtomicU64| Duration::from_nanos(counter.load(Ordering::Relaxed));
        (nanos(&self.busy), nanos(&self.slowest))
    }

    /// How the sink is.
    #[must_use]
    pub fn health(&self) -> Health {
        match self.health.load(Ordering::Relaxed) {
            1 => Health::Failing,
            2 => Health::Failed,
            3 => Health::Stuck,
            _ => Health::Up,
        }
    }
}
