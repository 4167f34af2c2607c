//! At most n calls in a unit of time: a bucket of n tokens, filled at n a unit, for all threads together.
//!
//! In any span of time no more calls pass than n and what flows in meanwhile. To be cheap, a seat fetches several tokens
//! at once and looks at the clock only when they are used up. Tokens at hand count as tokens in the bucket: it fills up to
//! n less what seats hold. That keeps the upper bound exact, and it costs at the lower end: after a pause three quarters of
//! n pass at once for sure, and half of n where several threads log, not always all of n.

use core::fmt;
use core::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::seat::{Seat, Seats};
use super::{Unit, told_at_once};

/// Lets calls pass that there is a token for.
#[derive(Debug)]
pub(super) struct Limit {
    burst: u64,
    unit: Unit,
    /// Nanoseconds in which one token flows in, rounded up.
    every: u64,
    /// When the bucket was empty, or would have been, in nanoseconds: it has had tokens flow in since then.
    empty_at: AtomicU64,
    /// Tokens that seats fetched and may still have.
    held: AtomicU64,
    /// Calls were suppressed that no event has told.
    owed: AtomicBool,
    told: AtomicU64,
    seats: Seats,
}

/// Added to each stamp, so that a bucket that was never touched is full however young the clock is.
const LONG_AGO: u64 = 1 << 62;

impl Limit {
    pub(super) const fn new(n: u32, unit: Unit) -> Self {
        let burst = if n == 0 { 1 } else { n as u64 };
        Self {
            burst,
            unit,
            every: unit.nanos().div_ceil(burst),
            empty_at: AtomicU64::new(0),
            held: AtomicU64::new(0),
            owed: AtomicBool::new(false),
            told: AtomicU64::new(0),
            seats: Seats::new(),
        }
    }

    /// `alone` says whether other threads have seats, `now` what time it is, in nanoseconds since any moment.
    #[inline]
    pub(super) fn admit(
        &self,
        seat: Option<usize>,
        alone: impl FnOnce() -> bool,
        now: impl FnOnce() -> u64,
    ) -> Option<u32> {
        let own = self.seats.own(seat);
        if let Some(seat) = own {
            let left = seat.left.load(Ordering::Relaxed);
            if left > 0 {
                seat.left.store(left - 1, Ordering::Relaxed);
                return self.pass();
            }
        }
        let now = now().saturating_add(LONG_AGO);
        let has_one = match (self.is_empty(now), own) {
            (true, Some(seat)) => self.give_up(seat),
            (true, None) => false,
            (false, Some(seat)) => self.fetch(seat, alone(), now),
            (false, None) => self.take(now, 1, self.held.load(Ordering::Acquire)) > 0,
        };
        if has_one {
            return self.pass();
        }
        // Together with `tell`: whoever comes second of the two sees what the other one did.
        own.unwrap_or(self.seats.shared()).suppressed.fetch_add(1, Ordering::SeqCst);
        if !self.owed.load(Ordering::SeqCst) {
            self.owed.store(true, Ordering::SeqCst);
        }
        None
    }

    #[inline]
    fn pass(&self) -> Option<u32> {
        Some(if self.owed.load(Ordering::Relaxed) { self.tell() } else { 0 })
    }

    #[inline]
    fn is_empty(&self, now: u64) -> bool {
        now.saturating_sub(self.empty_at.load(Ordering::Relaxed)) < self.every
    }

    /// The seat has used up what it fetched, and there is no more: it holds nothing. There is no token.
    #[inline]
    fn give_up(&self, seat: &Seat) -> bool {
        let fetched = seat.fetched.load(Ordering::Relaxed);
        if fetched > 0 {
            seat.fetched.store(0, Ordering::Relaxed);
            self.held.fetch_sub(fetched, Ordering::AcqRel);
        }
        false
    }

    /// Fetches tokens for a seat that has used up its own, and uses one of them.
    #[inline(never)]
    fn fetch(&self, seat: &Seat, alone: bool, now: u64) -> bool {
        let share = if alone { self.burst / 4 } else { self.burst / 32 };
        let held = self.held.load(Ordering::Acquire);
        // One token is used at once, so that nothing is held. And half of the bucket is for everybody, whatever seats hold
        // whose threads have gone.
        let wanted = if share < 2 || held + share > self.burst / 2 { 0 } else { share };
        // What the seat had may have been there until just now; what it gets is held before anybody sees it gone.
        let held = if wanted == 0 { held } else { self.held.fetch_add(wanted, Ordering::AcqRel) };
        let got = self.take(now, wanted.max(1), held);
        let fetched = if got < 2 { 0 } else { got };
        let before = seat.fetched.load(Ordering::Relaxed);
        let no_longer = before + wanted.saturating_sub(fetched);
        if no_longer > 0 {
            self.held.fetch_sub(no_longer, Ordering::AcqRel);
        }
        seat.fetched.store(fetched, Ordering::Relaxed);
        seat.left.store(got.saturating_sub(1), Ordering::Relaxed);
        got > 0
    }

    /// Takes up to `wanted` tokens out of the bucket, which was never fuller than `held` leaves room for.
    fn take(&self, now: u64, wanted: u64, held: u64) -> u64 {
        let room = self.burst.saturating_sub(held);
        let full_since = now.saturating_sub(room.saturating_mul(self.every));
        let mut empty_at = self.empty_at.load(Ordering::Acquire);
        loop {
            let from = empty_at.max(full_since);
            let tokens = (now.saturating_sub(from) / self.every).min(wanted);
            if tokens == 0 {
                return 0;
            }
            let after = from + tokens * self.every;
            match self.empty_at.compare_exchange_weak(empty_at, after, Ordering::AcqRel, Ordering::Acquire) {
                Ok(_) => return tokens,
                Err(changed) => empty_at = changed,
            }
        }
    }

    /// What no event has told, as far as it fits into a record.
    #[cold]
    fn tell(&self) -> u32 {
        // Before the counts are read: what is counted after that raises it again.
        self.owed.store(false, Ordering::SeqCst);
        let mut told = self.told.load(Ordering::SeqCst);
        loop {
            let untold = self.suppressed().saturating_sub(told);
            let now = told_at_once(untold);
            match self.told.compare_exchange(told, told + u64::from(now), Ordering::SeqCst, Ordering::SeqCst)
            {
                Ok(_) if u64::from(now) < untold => {
                    self.owed.store(true, Ordering::SeqCst);
                    return now;
                }
                Ok(_) => return now,
                Err(changed) => told = changed,
            }
        }
    }

    pub(super) fn suppressed(&self) -> u64 {
        self.seats.suppressed()
    }

    pub(super) fn told(&self) -> u64 {
        self.told.load(Ordering::SeqCst)
    }

    pub(super) fn take_untold(&self) -> u64 {
        let suppressed = self.suppressed();
        suppressed.saturating_sub(self.told.fetch_max(suppressed, Ordering::SeqCst))
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.burst, self.unit.word())
    }
}
