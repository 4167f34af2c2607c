//! What a full ring does to the thread that fills it.

use core::time::Duration;

/// What a call does when its thread's ring is full.
///
/// Whatever is chosen: an event that finds no room is counted (`ring_full`) and reported in the log itself; threads that
/// belong to the logger and calls from inside a log call never wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Overflow {
    /// Waits, for at most this long in one stall of the backend; then drops, without waiting again until the backend has
    /// freed space. The default, with 100 ms: a short stall costs a delay, a long one costs events and not the service.
    BlockFor(Duration),
    /// Waits until there is room, however long that takes.
    Block,
    /// Drops the event at once.
    DropNewest,
}

impl Default for Overflow {
    fn default() -> Self {
        Self::BlockFor(Duration::from_millis(100))
    }
}

impl Overflow {
    /// How long one stall may hold a caller.
    pub(super) fn budget(self) -> Duration {
        match self {
            Self::BlockFor(budget) => budget,
            Self::Block => Duration::MAX,
            Self::DropNewest => Duration::ZERO,
        }
    }
}
