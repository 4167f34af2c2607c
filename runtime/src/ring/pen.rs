//! Writing bytes one after another into room of a fixed size.
//!
//! Every value gets into a record this way, so its instructions count. It stands here, with pointers and proofs, because a
//! slice is a start and a length, and each write would have to move both of them.

use std::marker::PhantomData;
use std::ops::Range;
use std::ptr;
use std::slice;

/// Where the next byte goes, and where the room ends.
///
/// The safety comments refer to **Within**: `start ≤ at ≤ end`, all three in, or at the end of, the room that
/// [`new`](Self::new) was given; the bytes from `at` to `end` are this value's alone for `'b`; and `end + WIDEST` is still an
/// address.
#[derive(Debug)]
pub(crate) struct Pen<'b> {
    at: *mut u8,
    end: *mut u8,
    /// Where texts end: at `end` or before it. Values of fixed width may be written behind it, and then it lies before `at`.
    end_of_texts: *mut u8,
    start: *mut u8,
    room: PhantomData<&'b mut [u8]>,
}

/// The widest value of fixed width, in bytes.
pub(super) const WIDEST: usize = 64;

impl<'b> Pen<'b> {
    /// Writes from the start of `room`; texts keep away from its last `reserve` bytes.
    #[inline]
    pub(crate) fn new(room: &'b mut [u8], reserve: usize) -> Self {
        // Where no system has memory: then for *Within* the room is taken for one without a byte.
        let at_the_edge = room.as_ptr_range().end.addr() > usize::MAX - WIDEST;
        let room = if at_the_edge { Default::default() } else { room };
        let Range { start, end } = room.as_mut_ptr_range();
        let end_of_texts = end.wrapping_sub(reserve.min(end.addr() - start.addr()));
        Self { at: start, end, end_of_texts, start, room: PhantomData }
    }

    /// Writes from `start` on into `length` bytes.
    ///
    /// # Safety
    ///
    /// For `'b` these bytes are in one piece of memory, initialised, and nobody else reads or writes them. Behind them there
    /// are [`WIDEST`] addresses, whatever is there.
    #[inline(always)]
    pub(super) unsafe fn over(start: *mut u8, length: usize) -> Self {
        let end = start.wrapping_add(length);
        Self { at: start, end, end_of_texts: end, start, room: PhantomData }
    }

    /// Bytes that are still free.
    #[inline(always)]
    pub(crate) fn left(&self) -> usize {
        // No underflow: *Within*.
        self.end.addr() - self.at.addr()
    }

    /// Bytes that were written or passed over.
    #[inline(always)]
    pub(crate) fn written(&self) -> usize {
        // No underflow: *Within*.
        self.at.addr() - self.start.addr()
    }

    /// Bytes that are still free for texts.
    #[inline(always)]
    pub(crate) fn left_for_texts(&self) -> usize {
        self.end_of_texts.addr().saturating_sub(self.at.addr())
    }

    /// From here on there is no room.
    pub(crate) fn close(&mut self) {
        self.end = self.at;
        self.end_of_texts = self.end_of_texts.min(self.at);
    }

    /// Writes `bytes`, if there is room for all of them.
    #[inline(always)]
    pub(crate) fn fixed<const N: usize>(&mut self, bytes: [u8; N]) -> bool {
        let Some(place) = self.place::<N>() else { return false };
        *place = bytes;
        true
    }

    /// Room for `N` bytes that are known later, if there is that much.
    #[inline(always)]
    pub(crate) fn place<const N: usize>(&mut self) -> Option<&'b mut [u8; N]> {
        const { assert!(N <= WIDEST, "wider than what was kept in mind at the end of all addresses") };
        // Wraps around nowhere: *Within*.
        let next = self.at.wrapping_add(N);
        if next > self.end {
            return None;
        }
        let place = self.at.cast::<[u8; N]>();
        self.at = next;
        // SAFETY: the bytes from the old `at` to the new one are in the room and were this value's alone (*Within*); it has
        // just given them up. They are initialised, for the room was a slice, and bytes need no alignment.
        Some(unsafe { &mut *place })
    }

    /// Writes the length of `text` as a `u32`, and `text`, if there is room for texts of that length.
    #[inline]
    pub(crate) fn text(&mut self, text: &[u8]) -> bool {
        self.text_by(text, usize::MAX, copy_any)
    }

    /// The same for a text of at most [`SHORT`] bytes; a longer one is not written.
    #[inline(always)]
    pub(crate) fn short_text(&mut self, text: &[u8]) -> bool {
        self.text_by(text, SHORT, copy_short)
    }

    #[inline(always)]
    fn text_by(&mut self, text: &[u8], most: usize, copy: unsafe fn(&[u8], *mut u8)) -> bool {
        // `left` is negative where values of fixed width were written behind the end of texts, and `wanted` where the text
        // takes half of all addresses but for less than four: more than any room has.
        let left = self.end_of_texts.addr().wrapping_sub(self.at.addr()).cast_signed();
        let wanted = text.len().wrapping_add(4).cast_signed();
        if text.len() > most || wanted > left || wanted < 0 {
            return false;
        }
        #[expect(clippy::cast_possible_truncation, reason = "no longer than the room, which is a record's")]
        let length = (text.len() as u32).to_le_bytes();
        let at = self.at;
        // SAFETY: 4 bytes and those of the text are in the room from `at` on and this value's alone (*Within*, and the
        // comparison above); bytes need no alignment.
        unsafe { at.cast::<[u8; 4]>().write(length) };
        let at = at.wrapping_add(4);
        // SAFETY: the same; so none of them is one of the text either. Where `copy` is for short ones, `most` is too.
        unsafe { copy(text, at) };
        self.at = at.wrapping_add(text.len());
        true
    }

    /// Writes `bytes`, if there is room for all of them.
    #[inline(always)]
    pub(crate) fn raw(&mut self, bytes: &[u8]) -> bool {
        if bytes.len() > self.left() {
            return false;
        }
        // SAFETY: the `bytes.len()` bytes from `at` on are in the room and this value's alone (*Within*, and the comparison
        // above), so that they are not those of `bytes` either.
        unsafe { copy_any(bytes, self.at) };
        self.at = self.at.wrapping_add(bytes.len());
        true
    }

    /// The same room from here on, for something whose bytes are to be looked at before they count.
    #[inline]
    pub(crate) fn ahead(&mut self) -> Pen<'_> {
        Pen { start: self.at, room: PhantomData, ..*self }
    }

    /// The next `length` bytes, or what is left if that is less.
    #[inline]
    pub(crate) fn peek(&self, length: usize) -> &[u8] {
        // SAFETY: from `at` to at most `end` the bytes are in the room, initialised because that was a slice, and nobody
        // else's (*Within*); what [`ahead`](Self::ahead) gave out of them has ended, since it borrowed this value for writing.
        unsafe { slice::from_raw_parts(self.at, length.min(self.left())) }
    }

    /// Passes over the next `length` bytes, or what is left if that is less: they are as they should be.
    #[inline]
    pub(crate) fn pass(&mut self, length: usize) {
        self.at = self.at.wrapping_add(length.min(self.left()));
    }
}

/// The longest text that is copied without a call.
const SHORT: usize = 64;

/// Copies `from` to `to`.
///
/// # Safety
///
/// From `to` on `from.len()` bytes may be written, and none of them is one of `from`.
#[inline(always)]
unsafe fn copy_any(from: &[u8], to: *mut u8) {
    if from.len() <= SHORT {
        // SAFETY: short, and the rest by the caller's promise.
        unsafe { copy_short(from, to) };
    } else {
        // SAFETY: by the caller's promise.
        unsafe { ptr::copy_nonoverlapping(from.as_ptr(), to, from.len()) };
    }
}

/// Copies up to [`SHORT`] bytes without a call: by two moves of a fixed width that overlap. A `memcpy` of a library costs more
/// than such a copy, above all when it is called for the first time in a while.
///
/// # Safety
///
/// As for [`copy_any`], and `from` is no longer than [`SHORT`].
#[inline(always)]
unsafe fn copy_short(from: &[u8], to: *mut u8) {
    let length = from.len();
    let from = from.as_ptr();
    // In each arm the rest of the promise is the caller's.
    match length {
        // SAFETY: 16 is at most `length` and at least half of it.
        16..=32 => unsafe { two_moves::<16>(from, to, length) },
        // SAFETY: so is 32, for `length` is at most 64.
        33.. => unsafe { two_moves::<32>(from, to, length) },
        // SAFETY: so is 8.
        8.. => unsafe { two_moves::<8>(from, to, length) },
        // SAFETY: so is 4.
        4.. => unsafe { two_moves::<4>(from, to, length) },
        // SAFETY: three bytes at most.
        _ => unsafe { copy_few(from, to, length) },
    }
}

/// Copies the first `N` bytes and the last `N`.
///
/// # Safety
///
/// `length` is at least `N` and at most `2 * N`, so many bytes may be read at `from` and written at `to`, and no byte is both.
#[inline(always)]
unsafe fn two_moves<const N: usize>(from: *const u8, to: *mut u8, length: usize) {
    // SAFETY: the first `N` of `length` bytes.
    unsafe { ptr::copy_nonoverlapping(from, to, N) };
    let last = length - N;
    // SAFETY: `last` is at most `length`.
    let from = unsafe { from.add(last) };
    // SAFETY: the same.
    let to = unsafe { to.add(last) };
    // SAFETY: the last `N` of `length` bytes.
    unsafe { ptr::copy_nonoverlapping(from, to, N) };
}

/// Copies up to three bytes: the first, the middle one and the last, which may be one and the same.
///
/// # Safety
///
/// `length` bytes may be read at `from` and written at `to`, and no byte is both.
#[inline(always)]
unsafe fn copy_few(from: *const u8, to: *mut u8, length: usize) {
    if length == 0 {
        return;
    }
    for at in [0, length / 2, length - 1] {
        // SAFETY: each of them is less than `length`.
        let from = unsafe { from.add(at) };
        // SAFETY: the same.
        let to = unsafe { to.add(at) };
        // SAFETY: one of `length` bytes.
        unsafe { ptr::copy_nonoverlapping(from, to, 1) };
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::Pen;

    #[test]
    fn texts_of_all_lengths_come_out_as_they_went_in_and_touch_nothing_else() {
        let text: Vec<u8> = (0..200).map(|n| n as u8 ^ 0x5a).collect();
        for length in 0..text.len() {
            let mut room = vec![0xee; 300];
            let mut pen = Pen::new(&mut room, 0);
            assert!(pen.text(&text[..length]));
            assert_eq!((pen.written(), pen.left()), (4 + length, 296 - length));
            assert_eq!(room[..4], (length as u32).to_le_bytes());
            assert_eq!(room[4..4 + length], text[..length]);
            assert!(room[4 + length..].iter().all(|byte| *byte == 0xee), "length {length}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_and_leaves_everything_as_it_was() {
        for room in 0..40 {
            let mut bytes = vec![0xee; room];
            let mut pen = Pen::new(&mut bytes, 0);
            assert_eq!(pen.text(&[1; 20]), room >= 24);
            let left = pen.left();
            assert_eq!(left, if room >= 24 { room - 24 } else { room });
            assert_eq!(pen.short_text(&[1; 3]), left >= 7);
            let left = pen.left();
            assert_eq!((pen.fixed([2; 4]), pen.left()), (left >= 4, if left >= 4 { left - 4 } else { left }));
            pen.close();
            assert!(!pen.fixed([3]) && pen.fixed([]) && !pen.raw(&[3]) && pen.place::<1>().is_none());
            assert!(!pen.text(&[]) && pen.left_for_texts() == 0);
        }
    }

    #[test]
    fn texts_keep_away_from_what_is_reserved_for_other_values() {
        let mut room = [0; 64];
        let mut pen = Pen::new(&mut room, 16);
        assert!(!pen.short_text(&[1; 45]) && pen.short_text(&[1; 40]));
        assert_eq!((pen.left(), pen.left_for_texts()), (20, 4));
        assert!(pen.fixed([2; 8]) && !pen.text(&[]) && !pen.short_text(&[]));
        assert_eq!((pen.left(), pen.left_for_texts()), (12, 0));
        assert!(pen.raw(&[3; 12]) && !pen.fixed([4]));
        assert!(!Pen::new(&mut room, 100).text(&[]));
    }

    #[test]
    fn what_is_written_ahead_counts_when_it_is_passed() {
        let mut room = [0; 16];
        let mut pen = Pen::new(&mut room, 0);
        assert!(pen.fixed([9; 2]));
        let mut ahead = pen.ahead();
        assert!(ahead.raw(&[1, 2, 3]));
        assert_eq!((ahead.written(), ahead.left()), (3, 11));
        assert_eq!((pen.written(), pen.peek(3)), (2, &[1, 2, 3][..]));
        pen.pass(3);
        assert_eq!((pen.written(), pen.left(), pen.peek(100).len()), (5, 11, 11));
        pen.pass(100);
        assert_eq!((pen.written(), pen.left()), (16, 0));
    }
}
