//! How values become bytes: positional, untagged, little-endian, without padding.
//!
//! | shape | bytes |
//! |---|---|
//! | `Unit` | none |
//! | `Bool` | 1: 0 or 1 |
//! | integers, floats | as wide as the type; `usize` and `isize` as 64 bits |
//! | `Char` | 4: the code point |
//! | `Text` | length `u32`, then UTF-8 |
//! | `OsText` | 1: whether something was replaced, then as `Text` |
//! | `Duration` | seconds `u64`, nanoseconds `u32` |
//! | `SystemTime` | seconds since 1970 `i64`, nanoseconds `u32` |
//! | `Ipv4`, `Ipv6`, `Uuid` | 4, 16, 16, in network order |
//! | `Ip` | 1: 4 or 6, then the address |
//! | `SocketV4`, `SocketV6` | the address, port `u16`; for v6 the scope id `u32` |
//! | `Socket` | 1: 4 or 6, then as above |
//! | `Redacted` | 1: 0 absent, 1 present |
//! | `Hash` | 1: 0 absent, 1 hashed, 2 no key; after 1 the key's id `u32` and 16 bytes |
//! | `Option` | 1: 0 none, 1 some, [`TOO_DEEP_TAG`]; then the value |
//! | `Seq` | count `u32` or [`TOO_DEEP_COUNT`], then the elements |
//! | `Map` | count as above, then for each entry the key, a byte that is 1 where the key is sensitive, and the value where it is 0 |
//! | `Tuple`, `Struct` | the parts in order, those under `skip` left out |
//! | `Classed` | as the shape inside |
//! | `Enum` | variant number `u16` or [`TOO_DEEP_VARIANT`], then its parts |
//! | `Document` | 1: 0 null, 1 false, 2 true, 3 `u64`, 4 `i64`, 5 `f64`, 6 text, 7 array, 8 object, 9 a value whose key is sensitive; then as `Seq` of documents, or count and text and document in turn |

use core::fmt;
use core::marker::PhantomData;

use super::LogValue;
use super::key_rule::{Allowed, is_no_text, judge_bytes};
use crate::ring::Pen;
use crate::secret::Hasher;
use crate::value::whole_words;

/// Nesting beyond this depth is cut off with a marker. Counted are the levels at which a type can contain itself: options,
/// sequences, maps and enums.
pub(crate) const MAX_DEPTH: u8 = 32;
/// Stands for an option too deep to be written.
pub(crate) const TOO_DEEP_TAG: u8 = 2;
/// Stands for the count of a sequence or map too deep to be written.
pub(crate) const TOO_DEEP_COUNT: u32 = u32::MAX;
/// Stands for the number of a variant too deep to be written.
pub(crate) const TOO_DEEP_VARIANT: u16 = u16::MAX;

/// The place a converted value goes to, in a hand-written [`LogValue`].
pub struct Slot<'a, V: ?Sized> {
    put: &'a mut dyn FnMut(&V),
}

/// The proof that a [`Slot`] was written to: only writing makes one.
#[derive(Debug)]
pub struct Written<'a>(PhantomData<&'a ()>);

impl<'a, V: LogValue + ?Sized> Slot<'a, V> {
    pub(super) fn with<R>(writer: &mut ValueWriter<'_>, use_it: impl FnOnce(Slot<'_, V>) -> R) -> R {
        use_it(Slot { put: &mut |value: &V| value.encode_value(writer) })
    }

    /// Writes `value` in place of the one that is being logged.
    pub fn write(self, value: &V) -> Written<'a> {
        (self.put)(value);
        Written(PhantomData)
    }
}

impl<V: ?Sized> fmt::Debug for Slot<'_, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Slot")
    }
}

/// Appends values to a buffer of fixed size; what does not fit is left out and counted.
///
/// Nothing here allocates, panics or grows. The first fixed-width value that does not fit closes the writer: all later
/// ones are only counted, so that the bytes written are a prefix of the whole. A text that does not fit is shortened at a
/// character instead, and leaves `reserve` bytes for the small values that may follow it.
#[derive(Debug)]
pub struct ValueWriter<'b> {
    pen: Pen<'b>,
    /// Bytes that were not written for lack of room.
    left_out: usize,
    /// What hashes; without it there is no key.
    hasher: Option<&'b Hasher>,
    depth: u8,
}

impl<'b> ValueWriter<'b> {
    /// Writes into `buf` from its start; text keeps away from the last `reserve` bytes.
    #[inline]
    pub(crate) fn new(buf: &'b mut [u8], reserve: usize) -> Self {
        Self { pen: Pen::new(buf, reserve), left_out: 0, hasher: None, depth: 0 }
    }

    /// Writes by `pen`, with the key of a logger at hand.
    #[inline(always)]
    pub(crate) fn over(pen: Pen<'b>, hasher: &'b Hasher) -> Self {
        Self { pen, left_out: 0, hasher: Some(hasher), depth: 0 }
    }

    /// The same as [`new`](Self::new), with the key of a logger at hand.
    #[inline]
    pub(crate) fn with_hasher(mut self, hasher: Option<&'b Hasher>) -> Self {
        self.hasher = hasher;
        self
    }

    /// The hash of `value` under `domain` with the number of its key; `None` where there is no key.
    pub(crate) fn hash(&self, domain: &str, value: &[u8]) -> Option<(u32, [u8; 16])> {
        self.hasher?.hash(domain, value)
    }

    /// Bytes written.
    #[inline]
    pub(crate) fn written(&self) -> usize {
        self.pen.written()
    }

    /// Bytes that found no room; 0 while the record is whole.
    #[inline]
    pub(crate) fn left_out(&self) -> usize {
        self.left_out
    }

    /// Appends `bytes`, of a number or a tag.
    #[inline(always)]
    pub fn fixed<const N: usize>(&mut self, bytes: [u8; N]) {
        if !self.pen.fixed(bytes) {
            self.close(N);
        }
    }

    /// Appends a text with its length.
    #[inline(never)]
    pub fn text(&mut self, text: &str) {
        if !self.pen.short_text(text.as_bytes()) {
            self.other_text(text);
        }
    }

    /// One that is long, or for which there may be no room.
    #[inline(never)]
    fn other_text(&mut self, text: &str) {
        if !self.pen.text(text.as_bytes()) {
            self.shortened_text(text);
        }
    }

    /// Appends a text that is made of several, as one.
    pub(crate) fn text_of(&mut self, parts: &[&str]) {
        let length = self.place::<4>();
        let before = self.written();
        for part in parts {
            self.piece(part);
        }
        fill_in(length, self.written() - before);
    }

    /// Appends a text that `print` makes, of which at most `most` bytes are kept, and `…` where there were more.
    pub(crate) fn printed(&mut self, most: usize, print: impl FnOnce(&mut dyn fmt::Write)) {
        let length = self.place::<4>();
        let before = self.written();
        print(&mut Printing { writer: self, left: Some(most), started: false });
        fill_in(length, self.written() - before);
    }

    /// Appends text of the operating system that is not valid UTF-8: the flag, the length, and the text with U+FFFD for
    /// what was not text.
    pub(super) fn lossy_text(&mut self, bytes: &[u8]) {
        self.fixed([1]);
        let length = self.place::<4>();
        let before = self.written();
        for chunk in bytes.utf8_chunks() {
            self.piece(chunk.valid());
            if !chunk.invalid().is_empty() {
                self.piece("\u{FFFD}");
            }
        }
        fill_in(length, self.written() - before);
    }

    /// Appends bytes that another writer made, as they are.
    #[inline(always)]
    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        if !self.pen.raw(bytes) {
            self.close(bytes.len());
        }
    }

    /// Appends `bytes` with their length, as a text; cut they are of no use, so they are left out where they do not fit.
    #[inline]
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        if !self.pen.text(bytes) {
            self.close(4 + bytes.len());
        }
    }

    /// Appends the elements of a sequence with their count.
    pub fn seq<'v, T: LogValue + ?Sized + 'v>(&mut self, items: impl Iterator<Item = &'v T>) {
        self.counted(items, |writer, item| item.encode_value(writer));
    }

    /// Appends the entries of a map with their count, without the values of sensitive keys.
    pub fn map<'v, K, V>(&mut self, entries: impl Iterator<Item = (&'v K, &'v V)>)
    where
        K: LogValue + ?Sized + 'v,
        V: LogValue + ?Sized + 'v,
    {
        let no_text = is_no_text(V::SHAPE);
        self.counted(entries, |writer, (key, value)| match writer.judged_key(key) {
            Some(Allowed::Any) => writer.entry(value),
            Some(Allowed::NoText) if no_text => writer.entry(value),
            Some(Allowed::NoText | Allowed::Nothing) => writer.fixed([1]),
            None => {
                writer.fixed([1]);
                writer.leave_out(value);
            }
        });
    }

    /// Appends the value of a key that is not sensitive.
    fn entry<V: LogValue + ?Sized>(&mut self, value: &V) {
        self.fixed([0]);
        value.encode_value(self);
    }

    /// Appends a key and judges it by its bytes, whatever type it is; `None` where not all of it found room.
    fn judged_key<K: LogValue + ?Sized>(&mut self, key: &K) -> Option<Allowed> {
        let mut inner = ValueWriter { pen: self.pen.ahead(), left_out: 0, ..*self };
        key.encode_value(&mut inner);
        let (written, left_out) = (inner.pen.written(), inner.left_out);
        let full = inner.pen.left() == 0;
        let allowed = (left_out == 0).then(|| judge_bytes(K::SHAPE, self.pen.peek(written)));
        self.pen.pass(written);
        if full {
            // Maybe because a part of the key found no room.
            self.pen.close();
        }
        self.left_out += left_out;
        allowed
    }

    /// Counts what `value` would have needed, and writes nothing of it.
    fn leave_out<V: LogValue + ?Sized>(&mut self, value: &V) {
        let mut inner = ValueWriter { pen: Pen::new(&mut [], 0), left_out: 0, ..*self };
        value.encode_value(&mut inner);
        self.left_out += inner.left_out;
    }

    /// Appends the tag of an option, and its value.
    #[inline]
    pub fn option<T: LogValue + ?Sized>(&mut self, value: Option<&T>) {
        match value {
            None => self.fixed([0]),
            Some(_) if self.depth == MAX_DEPTH => self.fixed([TOO_DEEP_TAG]),
            Some(value) => {
                self.fixed([1]);
                self.depth += 1;
                value.encode_value(self);
                self.depth -= 1;
            }
        }
    }

    /// Appends the number of a variant, then whatever `parts` writes.
    pub fn variant(&mut self, number: u16, parts: impl FnOnce(&mut Self)) {
        if self.depth == MAX_DEPTH {
            return self.fixed(TOO_DEEP_VARIANT.to_le_bytes());
        }
        self.fixed(number.to_le_bytes());
        self.depth += 1;
        parts(self);
        self.depth -= 1;
    }

    /// Appends a count and the items. Once the writer is closed the bytes end before the count is reached, and a reader
    /// takes that for the end of the sequence.
    pub(crate) fn counted<I: Iterator>(&mut self, items: I, mut encode: impl FnMut(&mut Self, I::Item)) {
        if self.depth == MAX_DEPTH {
            return self.fixed(TOO_DEEP_COUNT.to_le_bytes());
        }
        let place = self.place::<4>();
        self.depth += 1;
        let mut count = 0;
        for item in items {
            encode(self, item);
            count += 1;
        }
        self.depth -= 1;
        fill_in(place, count);
    }

    /// Room for `N` bytes that are known later, or nothing, and then the writer is closed.
    #[inline(always)]
    pub(crate) fn place<const N: usize>(&mut self) -> Option<&'b mut [u8; N]> {
        let place = self.pen.place();
        if place.is_none() {
            self.close(N);
        }
        place
    }

    /// There is no room for a value of `size` bytes: from here on nothing is written.
    #[cold]
    #[inline(never)]
    fn close(&mut self, size: usize) {
        self.pen.close();
        self.left_out += size;
    }

    /// Writes as much of `text` as there is room for.
    #[cold]
    fn shortened_text(&mut self, text: &str) {
        let length = self.place::<4>();
        let before = self.written();
        self.piece(text);
        fill_in(length, self.written() - before);
    }

    /// Appends a part of a text, shortened where room ends.
    fn piece(&mut self, text: &str) {
        let cut = whole_words(text, self.pen.left_for_texts());
        self.raw(text.get(..cut).unwrap_or_default().as_bytes());
        self.left_out += text.len() - cut;
    }
}

/// Takes in text as it is printed, until there was enough.
struct Printing<'w, 'b> {
    writer: &'w mut ValueWriter<'b>,
    /// Bytes that may still be taken; none after the text was cut.
    left: Option<usize>,
    /// Whether something was printed.
    started: bool,
}

impl fmt::Write for Printing<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let left = self.left.ok_or(fmt::Error)?;
        let cut = match whole_words(text, left) {
            // The word may have begun in what was printed before.
            cut if cut < text.len()
                && self.started
                && !text.get(..cut).unwrap_or_default().contains(char::is_whitespace) =>
            {
                0
            }
            cut => cut,
        };
        self.started = true;
        self.writer.piece(text.get(..cut).unwrap_or_default());
        self.left = (cut == text.len()).then_some(left - cut);
        self.left.map(drop).ok_or_else(|| {
            self.writer.piece("…");
            fmt::Error
        })
    }
}

/// Puts a count or a length, known only now, in front of what it counts.
pub(crate) fn fill_in(place: Option<&mut [u8; 4]>, number: usize) {
    if let Some(place) = place {
        *place = u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes();
    }
}
