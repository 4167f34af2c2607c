//! The clock of the timers.

use tokio::time::Instant;

/// The moment it is, by the clock that the timers go by. Tests hold it still and set it forwards.
pub(crate) fn now() -> Instant {
    Instant::now()
}
