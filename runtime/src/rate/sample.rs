//! Every n-th call.
//!
//! Each seat counts its own calls and lets its n-th pass; the first call of all passes too. So of the calls of a thread that
//! keeps its seat every n-th passes exactly, and of `c` calls of any threads between `c / n - 9` and `c / n + 1` do.

use core::sync::atomic::{AtomicBool, Ordering};

use super::seat::{Seat, Seats, bump};
use super::told_at_once;

/// Lets the first call pass and then every n-th.
#[derive(Debug)]
pub(super) struct Sample {
    every: u64,
    begun: AtomicBool,
    seats: Seats,
}

impl Sample {
    pub(super) const fn new(n: u32) -> Self {
        let every = if n == 0 { 1 } else { n as u64 };
        Self { every, begun: AtomicBool::new(false), seats: Seats::new() }
    }

    pub(super) fn every(&self) -> u64 {
        self.every
    }

    #[inline]
    pub(super) fn admit(&self, seat: Option<usize>) -> Option<u32> {
        let Some(seat) = self.seats.own(seat) else { return self.admit_shared() };
        let left = seat.left.load(Ordering::Relaxed);
        if left > 1 {
            seat.left.store(left - 1, Ordering::Relaxed);
            bump(&seat.suppressed);
            return None;
        }
        if left == 0 && !self.begins_with_an_event() && self.every > 1 {
            // The first call on this seat is the first of n.
            seat.left.store(self.every - 1, Ordering::Relaxed);
            bump(&seat.suppressed);
            return None;
        }
        seat.left.store(self.every, Ordering::Relaxed);
        let suppressed = seat.suppressed.load(Ordering::Relaxed);
        let untold = suppressed.wrapping_sub(seat.told.load(Ordering::Relaxed));
        seat.told.store(suppressed, Ordering::Relaxed);
        if seat.told_for_it.load(Ordering::Relaxed) > 0 {
            return Some(deduct(seat, untold));
        }
        Some(told_at_once(untold))
    }

    /// Whether this call is the first of all.
    #[cold]
    fn begins_with_an_event(&self) -> bool {
        !self.begun.swap(true, Ordering::Relaxed)
    }

    #[cold]
    fn admit_shared(&self) -> Option<u32> {
        let seat = self.seats.shared();
        // As on a seat, in one step.
        let begun = self.begun.load(Ordering::Relaxed);
        let next = |left: u64| match left {
            0 if begun && self.every > 1 => self.every - 1,
            0 | 1 => self.every,
            _ => left - 1,
        };
        let (Ok(left) | Err(left)) =
            seat.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| Some(next(left)));
        if left == 1 || (left == 0 && (self.begins_with_an_event() || self.every == 1)) {
            return Some(told_at_once(take_shared(seat)));
        }
        seat.suppressed.fetch_add(1, Ordering::SeqCst);
        None
    }

    pub(super) fn suppressed(&self) -> u64 {
        self.seats.suppressed()
    }

    /// What no event has told. An event that passes in the same instant may tell it too.
    pub(super) fn take_untold(&self) -> u64 {
        let on_seats = self.seats.all_own().iter().map(|seat| {
            // In this order: what is told was suppressed before.
            let told = seat.told.load(Ordering::Acquire) + seat.told_for_it.load(Ordering::Acquire);
            let untold = seat.suppressed.load(Ordering::Acquire).saturating_sub(told);
            seat.told_for_it.fetch_add(untold, Ordering::AcqRel);
            untold
        });
        on_seats.sum::<u64>() + take_shared(self.seats.shared())
    }
}

/// What is left of `untold` without what the backend has told.
#[cold]
fn deduct(seat: &Seat, untold: u64) -> u32 {
    let deducted = untold.min(seat.told_for_it.load(Ordering::Acquire));
    seat.told_for_it.fetch_sub(deducted, Ordering::AcqRel);
    told_at_once(untold - deducted)
}

fn take_shared(seat: &Seat) -> u64 {
    loop {
        let told = seat.told.load(Ordering::SeqCst);
        let suppressed = seat.suppressed.load(Ordering::SeqCst);
        let taken = seat.told.compare_exchange(told, suppressed, Ordering::SeqCst, Ordering::SeqCst);
        if taken.is_ok() {
            return suppressed.wrapping_sub(told);
        }
    }
}
