//! The reading end.

use super::Shared;
use super::cursor::{self, Geometry};
use super::memory::View;
use super::sync::{Arc, Ordering};

/// The reading end of a ring: `Send`, not `Sync`, one owner at a time.
///
/// Reading has two steps: [`advance`](Self::advance) moves on and is seen by nobody,
/// [`release`](Self::release) gives the bytes behind back to the producer. So a whole pass over many rings
/// costs each producer one moved cache line.
#[repr(align(128))]
pub(crate) struct Consumer {
    /// Position of the next unread byte: *Order*. Nobody else knows it.
    read: usize,
    /// Where that byte lies. Right while `run` is not 0, else left over: after a run in the tail the next one
    /// starts at the front.
    offset: usize,
    /// Bytes that are committed, unread and contiguous from `offset` on: *Run*. `offset + run` is at most the
    /// size of the memory.
    run: usize,
    /// `written`, when the producer was last asked: at least `read + run`. May be stale, and then it is too
    /// small.
    known: usize,
    /// The last value of `released`: nobody else moves it.
    released: usize,
    /// The memory of `shared`, which keeps it alive.
    view: View,
    /// The sizes from `shared`.
    geometry: Geometry,
    shared: Arc<Shared>,
}

impl Consumer {
    pub(super) fn new(shared: Arc<Shared>, start: usize) -> Self {
        let geometry = shared.geometry;
        let view = shared.memory.view();
        Self { read: start, offset: 0, run: 0, known: start, released: start, view, geometry, shared }
    }

    /// The unread bytes that are committed and contiguous: whole commits in order, or nothing.
    ///
    /// Asks the producer for more only when all bytes it is known to have committed have been read, so there
    /// may be more than this shows, at once (behind the end of the ring) or after the next question. A commit
    /// is never cut, except at the front by an `advance` that stopped within it.
    ///
    /// The producer may commit more and go away meanwhile; it does not write to these bytes until they are
    /// [released](Self::release).
    pub(crate) fn peek(&mut self) -> &[u8] {
        if self.run == 0 {
            self.next_run();
        }
        self.shared.memory.watch().read(self.offset, self.run);
        // SAFETY: the slice borrows `self`, whose `shared` keeps the memory. `offset + run` is at most the
        // size of the memory, as the field says. The bytes lie between `read` and `known`, so by *Ownership*
        // nobody writes them before a `release`, which needs `self` as well.
        unsafe { self.view.read(self.offset, self.run) }
    }

    /// Steps over the first `len` bytes of [`peek`](Self::peek).
    ///
    /// `len` is a multiple of [`STEP`](super::STEP) and at most the length of that slice. In release builds a
    /// wrong `len` is brought within these bounds, upwards to a whole step, so that whoever advances by more
    /// than nothing gets to an end.
    ///
    /// The producer does not notice, until [`release`](Self::release).
    pub(crate) fn advance(&mut self, len: usize) {
        let len = cursor::clamp(len, self.run);
        self.read = self.read.wrapping_add(len);
        self.offset += len;
        self.run -= len;
    }

    /// Gives everything that was stepped over back to the producer.
    ///
    /// The producer may write to it at once.
    pub(crate) fn release(&mut self) {
        if self.released == self.read {
            return;
        }
        self.released = self.read;
        // Release: this side's reads come before the position. Pairs with the load in `Producer::refresh`.
        self.shared.consumer.released.store(self.read, Ordering::Release);
    }

    /// Bytes committed and not yet stepped over, in the whole ring.
    ///
    /// The producer may commit more at any time.
    pub(crate) fn pending(&self) -> usize {
        // Relaxed: a number to show or to decide by; `peek` asks again before it touches a byte.
        self.geometry.distance(self.read, self.shared.producer.written.load(Ordering::Relaxed))
    }

    /// Whether the producer is gone and everything it committed has been read. `true` is final.
    ///
    /// `false` may be out of date when it arrives.
    pub(crate) fn is_retired(&mut self) -> bool {
        // The flag first: once it is seen, `written` is final. The other way round a commit between the two
        // looks would be lost.
        // Acquire: pairs with the store in the producer's drop, which stands behind its last commit.
        if !self.shared.producer.gone.load(Ordering::Acquire) {
            return false;
        }
        self.refresh();
        self.read == self.known
    }

    /// Finds the bytes to show after the run before has been used up.
    fn next_run(&mut self) {
        debug_assert_eq!(self.run, 0);
        if self.read == self.known {
            self.refresh();
        }
        let unread = self.geometry.distance(self.read, self.known);
        let to_end = self.geometry.to_end(self.read);
        let run = if unread < to_end {
            unread
        } else {
            // Relaxed: `written` was read with Acquire and has passed the end of this lap, so the seam came
            // with it. The next one is not written before all of this lap is released, and `read` is still in
            // it.
            let seam = self.shared.producer.seam.load(Ordering::Relaxed);
            let run = self.geometry.distance(self.read, seam);
            let room = to_end + self.geometry.max_record();
            debug_assert!(to_end <= run && run <= unread && run <= room);
            // By *Run* this changes nothing; it keeps the slice within the memory if the seam should ever be
            // wrong.
            run.min(room)
        };
        self.offset = self.geometry.offset(self.read);
        self.run = run;
    }

    /// Asks the producer how far it has committed.
    fn refresh(&mut self) {
        // Acquire: the bytes and the seam come with the position. Pairs with the store in `Producer::commit`.
        self.known = self.shared.producer.written.load(Ordering::Acquire);
    }
}

impl Drop for Consumer {
    fn drop(&mut self) {
        // Release: what this thread did before it went. Pairs with the load in `Producer::is_abandoned`.
        self.shared.consumer.gone.store(true, Ordering::Release);
    }
}
