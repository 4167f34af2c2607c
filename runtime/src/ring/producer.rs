//! The writing end.

use super::Shared;
use super::cursor::{self, Geometry, STEP};
use super::memory::View;
use super::pen::Pen;
use super::sync::{Arc, Ordering};

/// How far ahead of the write position cache lines are fetched with each commit, in bytes: lines eight and
/// nine, since a usual record is about two lines long.
///
/// The consumer read those lines last, so they are in another core's cache. Measured with records of 96 bytes
/// in bursts of 20 and the consumer on another core, median of ten and five rounds: 14 ns a record without,
/// 12 ns with one line, 10.5 ns with two. A consumer on the same core makes it 0.3 ns slower.
const PREFETCH: [usize; 2] = [512, 576];

/// Bytes that most records fit into. Loom's rings hold not even one of that length.
pub(super) const USUAL: usize = if cfg!(loom) { STEP } else { 1024 };

/// The writing end of a ring: `Send`, not `Sync`, one owner at a time.
///
/// Bytes become the consumer's by [`commit`](Self::commit), not before: what was written into
/// [`space`](Self::space) and not committed is as if it never was.
///
/// It fills a cache line of its own. One call of `space` and one of `commit` touch it, the line of `written`
/// and the bytes; they read the consumer's line only when the space they know of is used up.
#[repr(align(128))]
pub(crate) struct Producer {
    /// `written`, as this side knows it without asking: nobody else moves it.
    write: usize,
    /// `released + capacity` when the consumer was last asked: *Order*. May be stale, and then it is too
    /// small.
    limit: usize,
    /// Bytes from `write` on which this side may fill without a look at anything: they are known to be free, end before the
    /// ring does, and leave it at most half full as far as is known here. Zero when there are none.
    clear: usize,
    /// The memory of `shared`, which keeps it alive.
    view: View,
    /// The sizes from `shared`.
    geometry: Geometry,
    shared: Arc<Shared>,
}

impl Producer {
    pub(super) fn new(shared: Arc<Shared>, start: usize) -> Self {
        let geometry = shared.geometry;
        let limit = start.wrapping_add(geometry.capacity());
        let mut producer =
            Self { write: start, limit, clear: 0, view: shared.memory.view(), geometry, shared };
        producer.clear = producer.find_clear();
        producer
    }

    /// Room for a record as most are, of [`USUAL`] bytes: the first `HEAD` of them, and a pen for the others. `None` when there
    /// may be less, or when it is time to look: then [`space`](Self::space) is to be asked.
    ///
    /// The consumer is asked only when it seems that there is less. It may read, release and go away meanwhile.
    #[inline(always)]
    pub(crate) fn usual_space<const HEAD: usize>(&mut self) -> Option<(&mut [u8; HEAD], Pen<'_>)> {
        // The first is known to the compiler; only loom's rings are too small for a head.
        if HEAD > USUAL || self.clear < USUAL && !self.clear_again() {
            return None;
        }
        let offset = self.geometry.offset(self.write);
        self.shared.memory.watch().write(offset, USUAL);
        // SAFETY: both halves borrow `self`, whose `shared` keeps the memory. `HEAD <= USUAL <= clear`, and those bytes are free, so
        // this side's by *Ownership*, and end before the ring does. Giving them up needs `self` as well.
        Some(unsafe { self.view.write_after_head::<HEAD>(offset, USUAL) })
    }

    /// Asks the consumer whether there is room again for a usual record.
    #[cold]
    #[inline(never)]
    fn clear_again(&mut self) -> bool {
        self.refresh();
        self.clear = self.find_clear();
        self.clear >= USUAL
    }

    /// What `clear` is at this position and limit.
    fn find_clear(&self) -> usize {
        if self.geometry.max_record() < USUAL {
            return 0;
        }
        let to_half = self.known_free().saturating_sub(self.geometry.capacity() / 2);
        // A commit that reaches the end has a seam to leave.
        to_half.min(self.geometry.to_end(self.write) - STEP)
    }

    /// The free bytes at the write position, contiguous and at most [`max_record`](Self::max_record).
    ///
    /// Asks the consumer for released bytes only when fewer than `want` are known to be free. The slice is
    /// shorter than `want`, and maybe empty, when there is no more, and longer when there is. Its content is
    /// left over from anything written before.
    ///
    /// The consumer may read, release and go away meanwhile; it does not see these bytes.
    #[inline]
    pub(crate) fn space(&mut self, want: usize) -> &mut [u8] {
        if self.known_free() < want {
            self.refresh();
        }
        let offset = self.geometry.offset(self.write);
        let len = self.known_free().min(self.geometry.max_record());
        self.shared.memory.watch().write(offset, len);
        // SAFETY: the slice borrows `self`, whose `shared` keeps the memory. `offset < capacity` and `len <=
        // max_record`, together at most the size of the memory. By *Ownership* the bytes from `write` to
        // `limit` are this side's, and `commit`, the only way to give them up, needs `self` as well.
        unsafe { self.view.write(offset, len) }
    }

    /// Publishes the first `len` bytes of [`space`](Self::space), all or none of which the consumer sees.
    ///
    /// `len` is a multiple of [`STEP`](super::STEP) and at most the length of that space. In release builds a
    /// wrong `len` is brought within these bounds: the consumer then gets fewer or more bytes than were
    /// meant, but never any that are not this ring's.
    ///
    /// The consumer sees them with its next look at the ring. This does not wake it: see
    /// [`Doorbell`](super::Doorbell).
    #[inline(always)]
    pub(crate) fn commit(&mut self, len: usize) {
        if len <= self.clear && len.is_multiple_of(STEP) {
            self.clear -= len;
            self.publish(self.write.wrapping_add(len));
        } else {
            self.commit_where_it_is_not_clear(len);
        }
    }

    /// The rest of [`commit`](Self::commit): at the end of the ring, or when it may be more than half full.
    #[cold]
    #[inline(never)]
    fn commit_where_it_is_not_clear(&mut self, len: usize) {
        let len = cursor::clamp(len, self.known_free().min(self.geometry.max_record()));
        let end = self.write.wrapping_add(len);
        if len >= self.geometry.to_end(self.write) {
            // Relaxed: the store of `written` below publishes it. The consumer is done with the seam before:
            // that lap ended at least `capacity` before this commit does, so by *Order* all of it is
            // released.
            self.shared.producer.seam.store(end, Ordering::Relaxed);
        }
        self.publish(end);
        self.clear = self.find_clear();
    }

    #[inline(always)]
    fn publish(&mut self, end: usize) {
        self.write = end;
        // Release: the bytes and the seam come before the position. Pairs with the load in
        // `Consumer::refresh`.
        self.shared.producer.written.store(end, Ordering::Release);
        for ahead in PREFETCH {
            self.view.prefetch(self.geometry.offset(end) + ahead);
        }
    }

    /// Upper bound of the bytes committed and not yet released, from what is known here: no look at the
    /// consumer.
    ///
    /// It is exact right after [`free`](Self::free), and otherwise too high by what the consumer has released
    /// since it was last asked.
    #[inline]
    pub(crate) fn used_hint(&self) -> usize {
        self.geometry.capacity() - self.known_free()
    }

    /// The free bytes of the whole ring, as the consumer has published them.
    ///
    /// A record of up to this length and [`max_record`](Self::max_record) fits. The consumer may release more
    /// at any time.
    pub(crate) fn free(&mut self) -> usize {
        self.refresh();
        self.known_free()
    }

    /// The position up to which space was free when the consumer was last asked, as [`free`](Self::free) does. Equal
    /// answers say that it has released nothing in between, however much was committed.
    pub(crate) fn freed_until(&self) -> usize {
        self.limit
    }

    /// Bytes that fit into the ring.
    #[inline]
    pub(crate) fn capacity(&self) -> usize {
        self.geometry.capacity()
    }

    /// Bytes of the longest record.
    #[inline]
    pub(crate) fn max_record(&self) -> usize {
        self.geometry.max_record()
    }

    /// Whether the consumer is gone: nothing that is committed from now on will be read.
    ///
    /// `false` may be out of date when it arrives; `true` is final.
    pub(crate) fn is_abandoned(&self) -> bool {
        // Acquire: pairs with the store in the consumer's drop.
        self.shared.consumer.gone.load(Ordering::Acquire)
    }

    #[inline]
    fn known_free(&self) -> usize {
        self.geometry.distance(self.write, self.limit)
    }

    /// Asks the consumer how far it has released. Apart, to keep the usual way through `space` short.
    #[cold]
    #[inline(never)]
    fn refresh(&mut self) {
        // Acquire: the consumer's reads of what it released are over. Pairs with the store in
        // `Consumer::release`.
        let released = self.shared.consumer.released.load(Ordering::Acquire);
        self.limit = released.wrapping_add(self.geometry.capacity());
    }
}

impl Drop for Producer {
    fn drop(&mut self) {
        // Release: after the last store of `written`. Pairs with the load in `Consumer::is_retired`.
        self.shared.producer.gone.store(true, Ordering::Release);
    }
}
