//! One sink's line in the ledger.

use core::sync::atomic::{AtomicU8, AtomicU64, Ordering};

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

/// What became of the events that were meant for one sink. All numbers only grow.
///
/// `accepted = written + filtered + dropped`, once what is pending has been counted.
#[derive(Debug, Default)]
pub struct SinkCounts {
    written: AtomicU64,
    filtered: AtomicU64,
    dropped: Tally,
    health: AtomicU8,
}

impl SinkCounts {
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
