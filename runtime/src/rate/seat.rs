//! Seats: what one thread keeps of one rate, so that it can be written without a locked instruction.
//!
//! A thread that comes to a rate for the first time takes one of eight numbers, and gives it back when it ends. The number
//! is its seat at every rate. The words of a seat are written by the thread that has the number and by no other, with a
//! load and a store; giving a number back and taking it are a release and an acquire, so that the next thread goes on with
//! what the last one left there. Threads for which there is no number share one more seat and use locked instructions.

use core::cell::Cell;
use core::sync::atomic::{AtomicU32, AtomicU64, Ordering};

/// How many threads have a seat of their own.
pub(super) const SEATS: usize = 8;

/// What one thread keeps of one rate, or what all threads without a seat keep together. On a cache line of its own.
#[derive(Debug, Default)]
#[repr(align(64))]
pub(super) struct Seat {
    /// `sample`: calls until the next one passes. `limit`: tokens at hand.
    pub(super) left: AtomicU64,
    /// `limit`: how many tokens were fetched at once the last time.
    pub(super) fetched: AtomicU64,
    /// Calls that were suppressed here.
    pub(super) suppressed: AtomicU64,
    /// `sample`: how many of them an event has told.
    pub(super) told: AtomicU64,
    /// `sample`: how many of them the backend has told that no event had. The thread of the seat deducts them.
    pub(super) told_for_it: AtomicU64,
}

impl Seat {
    pub(super) const fn new() -> Self {
        Self {
            left: AtomicU64::new(0),
            fetched: AtomicU64::new(0),
            suppressed: AtomicU64::new(0),
            told: AtomicU64::new(0),
            told_for_it: AtomicU64::new(0),
        }
    }
}

/// Adds one to a word that only this thread writes.
#[inline]
pub(super) fn bump(word: &AtomicU64) {
    word.store(word.load(Ordering::Relaxed).wrapping_add(1), Ordering::Relaxed);
}

/// All seats of a rate.
#[derive(Debug)]
pub(super) struct Seats {
    own: [Seat; SEATS],
    /// Of the threads without a number; written with locked instructions only.
    shared: Seat,
}

impl Seats {
    pub(super) const fn new() -> Self {
        Self { own: [const { Seat::new() }; SEATS], shared: Seat::new() }
    }

    /// The seat with this number.
    #[inline]
    pub(super) fn own(&self, number: Option<usize>) -> Option<&Seat> {
        self.own.get(number?)
    }

    pub(super) fn all_own(&self) -> &[Seat] {
        &self.own
    }

    #[inline]
    pub(super) fn shared(&self) -> &Seat {
        &self.shared
    }

    /// Calls that were suppressed on all seats.
    pub(super) fn suppressed(&self) -> u64 {
        self.own.iter().chain([&self.shared]).map(|seat| seat.suppressed.load(Ordering::SeqCst)).sum()
    }
}

/// The numbers that no thread has.
static FREE: AtomicU32 = AtomicU32::new((1 << SEATS) - 1);

/// The thread has not asked for a number, or there was none.
const NO_NUMBER: usize = usize::MAX;
/// The thread has given its number back: it ends.
const ENDED: usize = usize::MAX - 1;

thread_local! {
    // Without a destructor, so that it can be used to the very end of the thread.
    static NUMBER: Cell<usize> = const { Cell::new(NO_NUMBER) };
    static GIVE_BACK: GiveBack = const { GiveBack };
}

/// The number of the calling thread's seat.
#[inline]
pub(super) fn mine() -> Option<usize> {
    let number = NUMBER.with(Cell::get);
    if number < SEATS { Some(number) } else { look_for_one(number) }
}

#[cold]
fn look_for_one(number: usize) -> Option<usize> {
    if number == ENDED || FREE.load(Ordering::Relaxed) == 0 || GIVE_BACK.try_with(|_| ()).is_err() {
        return None;
    }
    let without_lowest = |free: u32| Some(free & free.checked_sub(1)?);
    let free = FREE.fetch_update(Ordering::Acquire, Ordering::Relaxed, without_lowest).ok()?;
    let number = free.trailing_zeros() as usize;
    NUMBER.with(|mine| mine.set(number));
    Some(number)
}

/// Whether no other thread than the one that asks has a number.
pub(super) fn is_only_one() -> bool {
    FREE.load(Ordering::Relaxed).count_ones() as usize + 1 >= SEATS
}

/// Gives the thread's number to others when it ends.
struct GiveBack;

impl Drop for GiveBack {
    fn drop(&mut self) {
        let number = NUMBER.with(|mine| mine.replace(ENDED));
        if number < SEATS {
            FREE.fetch_or(1 << number, Ordering::Release);
        }
    }
}
