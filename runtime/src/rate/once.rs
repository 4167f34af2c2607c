//! The first call of the process.

use core::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::seat::{Seats, bump};

/// Lets one call pass.
#[derive(Debug)]
pub(super) struct Once {
    done: AtomicBool,
    told: AtomicU64,
    seats: Seats,
}

impl Once {
    pub(super) const fn new() -> Self {
        Self { done: AtomicBool::new(false), told: AtomicU64::new(0), seats: Seats::new() }
    }

    #[inline]
    pub(super) fn admit(&self, seat: Option<usize>) -> Option<u32> {
        if !self.done.load(Ordering::Relaxed) && !self.done.swap(true, Ordering::Relaxed) {
            return Some(0);
        }
        match self.seats.own(seat) {
            Some(seat) => bump(&seat.suppressed),
            None => _ = self.seats.shared().suppressed.fetch_add(1, Ordering::Relaxed),
        }
        None
    }

    pub(super) fn suppressed(&self) -> u64 {
        self.seats.suppressed()
    }

    pub(super) fn take_untold(&self) -> u64 {
        let suppressed = self.suppressed();
        suppressed.saturating_sub(self.told.fetch_max(suppressed, Ordering::SeqCst))
    }
}
