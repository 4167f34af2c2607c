//! The caller's side: the fields of an event become a record.

use super::{FRAME_CUT, HEADER, flag};
use crate::event::{FieldSink, LogEvent, SchemaId};
use crate::secret::Hasher;
use crate::value::{LogValue, ValueWriter, fill_in};

/// What stands before the fields.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head<'c> {
    pub(crate) id: SchemaId,
    pub(crate) clock: u64,
    /// The bytes of the context that the event belongs to; empty for none.
    pub(crate) context: &'c [u8],
    /// Calls that a rate kept back before this one.
    pub(crate) suppressed: u32,
}

impl Head<'_> {
    /// Without a context, and with nothing kept back.
    pub(crate) fn new(id: SchemaId, clock: u64) -> Self {
        Self { id, clock, context: &[], suppressed: 0 }
    }
}

/// What became of an attempt to encode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoded {
    /// The record is complete and has this many bytes, a multiple of 8.
    Whole(usize),
    /// The record was cut to fit and has this many bytes, a multiple of 8.
    Truncated(usize),
    /// Nothing useful was written: the record wants this many bytes.
    NoRoom(usize),
}

/// Bytes at the end of the largest record that text leaves to the small values after it.
const TEXT_RESERVE: usize = 4096;

/// Room for values whose bytes depend on the user's code, in bytes.
const SCRATCH: usize = 16 * 1024;
/// Bytes at the end of the scratch that text leaves to the small values after it.
const SCRATCH_RESERVE: usize = 1024;

/// An event without its type: what a call needs of it. So the way into the ring is there once, and not for each type.
pub(crate) trait Content {
    /// Makes a frame of each field that is no leaf. Runs code of the user.
    fn stage(&self, staging: &mut Staging<'_>);

    /// Writes the fields; those that are no leaves were staged.
    fn fill(&self, page: Page<'_>) -> End;
}

impl<E: LogEvent> Content for E {
    fn stage(&self, staging: &mut Staging<'_>) {
        if !E::LEAF {
            self.encode_fields(staging);
        }
    }

    fn fill(&self, page: Page<'_>) -> End {
        let writer = ValueWriter::new(page.room, page.reserve).with_hasher(page.hasher);
        if E::LEAF {
            let mut leaves = Leaves { writer };
            self.encode_fields(&mut leaves);
            End::of(&leaves.writer)
        } else {
            let mut fields = Fields { writer, frames: page.frames };
            self.encode_fields(&mut fields);
            End::of(&fields.writer)
        }
    }
}

/// Where the fields of a record go, and what was staged of them.
pub(crate) struct Page<'b> {
    room: &'b mut [u8],
    reserve: usize,
    hasher: Option<&'b Hasher>,
    frames: &'b [u8],
}

/// What became of the fields, in bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct End {
    written: usize,
    left_out: usize,
}

impl End {
    #[inline]
    fn of(writer: &ValueWriter<'_>) -> Self {
        Self { written: writer.written(), left_out: writer.left_out() }
    }
}

/// Encodes an event into `out`; `hasher` has the key of the logger it goes to. `largest` says that `out` is as large as a
/// record may become, so that cutting is the only way out; otherwise the answer is [`Encoded::NoRoom`] and the same call
/// with more room will do. `scratch` is where the event was staged; none for one that has only leaves.
///
/// No code of the user runs in here: what depends on it was [staged](Scratch::stage) before.
#[inline(always)]
pub(crate) fn encode(
    content: &dyn Content,
    head: &Head<'_>,
    hasher: Option<&Hasher>,
    scratch: Option<&Scratch>,
    out: &mut [u8],
    largest: bool,
) -> Encoded {
    let staged = scratch.map_or(Staged::NOTHING, Scratch::staged);
    let reserve = if largest { TEXT_RESERVE } else { 0 };
    let page = |room| Page { room, reserve, hasher, frames: staged.frames };
    if head.suppressed == 0 && staged.left_out == 0 {
        let context = head.context;
        let before = if context.is_empty() { HEADER } else { HEADER + 4 + context.len() };
        if let Some((front, room)) = out.split_at_mut_checked(before) {
            let end = content.fill(page(room));
            if end.left_out == 0 {
                let used = before + end.written;
                let length = used.next_multiple_of(8);
                let flags = if context.is_empty() { 0 } else { flag::CONTEXT };
                if let Some((header, place)) = front.split_first_chunk_mut::<HEADER>() {
                    *header = header_bytes(length, used, flags, head);
                    copy_context(place, context);
                }
                return Encoded::Whole(length);
            }
        }
    }
    encode_with_more(content, head, hasher, staged, out, largest)
}

/// Writes a context with its length, where there is one.
#[inline(always)]
fn copy_context(place: &mut [u8], context: &[u8]) {
    if let Some((length, place)) = place.split_first_chunk_mut::<4>() {
        #[expect(clippy::cast_possible_truncation, reason = "no longer than a record")]
        let bytes = (context.len() as u32).to_le_bytes();
        *length = bytes;
        if place.len() == context.len() {
            place.copy_from_slice(context);
        }
    }
}

/// The same for a record that tells what was suppressed, or is cut, or finds no room.
#[inline(never)]
fn encode_with_more(
    content: &dyn Content,
    head: &Head<'_>,
    hasher: Option<&Hasher>,
    staged: Staged<'_>,
    out: &mut [u8],
    largest: bool,
) -> Encoded {
    let mut cut = staged.left_out > 0;
    loop {
        let reserve = if largest { TEXT_RESERVE } else { 0 };
        let front_len = front_len(head, cut);
        let (front, room) = out.split_at_mut_checked(front_len).unwrap_or_default();
        let no_room = front.is_empty();
        let end = content.fill(Page { room, reserve, hasher, frames: staged.frames });
        let used = front_len + end.written;
        let length = used.next_multiple_of(8);
        match (end.left_out > 0 || no_room, largest) {
            (true, false) => return Encoded::NoRoom((length + end.left_out + 4).next_multiple_of(8)),
            // Nothing for it: once more, with a place for the original length.
            (true, true) if !cut => cut = true,
            _ => {
                let original =
                    cut.then(|| u32::try_from(length + end.left_out + staged.left_out).unwrap_or(u32::MAX));
                write_front(front, length, used, head, original);
                return if cut { Encoded::Truncated(length) } else { Encoded::Whole(length) };
            }
        }
    }
}

/// Bytes before the fields.
fn front_len(head: &Head<'_>, cut: bool) -> usize {
    let context = if head.context.is_empty() { 0 } else { 4 + head.context.len() };
    HEADER + context + if head.suppressed > 0 { 4 } else { 0 } + if cut { 4 } else { 0 }
}

fn write_front(front: &mut [u8], length: usize, used: usize, head: &Head<'_>, original: Option<u32>) {
    let mut flags = 0;
    let mut writer = ValueWriter::new(front, 0);
    let header = writer.place::<HEADER>();
    if !head.context.is_empty() {
        flags |= flag::CONTEXT;
        #[expect(clippy::cast_possible_truncation, reason = "no longer than a record")]
        writer.fixed((head.context.len() as u32).to_le_bytes());
        writer.raw(head.context);
    }
    if head.suppressed > 0 {
        flags |= flag::SUPPRESSED;
        writer.fixed(head.suppressed.to_le_bytes());
    }
    if let Some(original) = original {
        flags |= flag::TRUNCATED;
        writer.fixed(original.to_le_bytes());
    }
    if let Some(header) = header {
        *header = header_bytes(length, used, flags, head);
    }
}

/// `used` bytes of `length` are the record's, the rest fills it up.
#[inline]
fn header_bytes(length: usize, used: usize, flags: u8, head: &Head<'_>) -> [u8; HEADER] {
    let flags = u64::from(flags) | ((length - used) as u64) << flag::PADDING_SHIFT;
    // 24 bits hold any length up to MAX_RECORD, which bounds `out`.
    let first = (length as u64 & 0x00ff_ffff) | (flags << 24) | (u64::from(head.id.0) << 32);
    ((u128::from(head.clock) << 64) | u128::from(first)).to_le_bytes()
}

/// Writes leaves as they are.
struct Leaves<'b> {
    writer: ValueWriter<'b>,
}

impl FieldSink for Leaves<'_> {
    #[inline(always)]
    fn field<T: LogValue + ?Sized>(&mut self, value: &T) {
        value.encode_value(&mut self.writer);
    }
}

/// Writes leaves as they are and copies the frames of the others.
struct Fields<'b> {
    writer: ValueWriter<'b>,
    /// The frames that [`Scratch::stage`] made, from the next one on.
    frames: &'b [u8],
}

impl FieldSink for Fields<'_> {
    #[inline]
    fn field<T: LogValue + ?Sized>(&mut self, value: &T) {
        if T::LEAF {
            value.encode_value(&mut self.writer);
        } else {
            let frame = self.next_frame();
            self.writer.raw(frame);
        }
    }
}

/// What a scratch holds of the event that was staged last.
#[derive(Debug, Clone, Copy)]
struct Staged<'s> {
    frames: &'s [u8],
    left_out: usize,
}

impl Staged<'_> {
    const NOTHING: Self = Self { frames: &[], left_out: 0 };
}

/// Stands for a value that found no room in the scratch at all.
const CUT_TO_NOTHING: [u8; 4] = FRAME_CUT.to_le_bytes();

impl<'b> Fields<'b> {
    fn next_frame(&mut self) -> &'b [u8] {
        let frames: &'b [u8] = self.frames;
        let Some(head) = frames.first_chunk::<4>() else {
            return const { &CUT_TO_NOTHING };
        };
        let length = 4 + (u32::from_le_bytes(*head) & !FRAME_CUT) as usize;
        let (frame, rest) = frames.split_at_checked(length).unwrap_or((frames, &[]));
        self.frames = rest;
        frame
    }
}

/// The place where values are made whose bytes depend on the user's code, before ring space is reserved.
pub(crate) struct Scratch {
    bytes: Box<[u8]>,
    used: usize,
    left_out: usize,
}

impl Scratch {
    pub(crate) fn new() -> Self {
        Self { bytes: vec![0; SCRATCH].into_boxed_slice(), used: 0, left_out: 0 }
    }

    /// Runs the user's conversions of an event, once, and keeps what they made until the next call.
    pub(crate) fn stage(&mut self, content: &dyn Content, hasher: Option<&Hasher>) {
        let writer = ValueWriter::new(&mut self.bytes, SCRATCH_RESERVE).with_hasher(hasher);
        let mut staging = Staging { writer };
        content.stage(&mut staging);
        (self.used, self.left_out) = (staging.writer.written(), staging.writer.left_out());
    }

    fn staged(&self) -> Staged<'_> {
        Staged { frames: self.bytes.get(..self.used).unwrap_or_default(), left_out: self.left_out }
    }
}

/// Makes a frame of each value that is no leaf.
pub(crate) struct Staging<'b> {
    writer: ValueWriter<'b>,
}

impl FieldSink for Staging<'_> {
    fn field<T: LogValue + ?Sized>(&mut self, value: &T) {
        if T::LEAF {
            return;
        }
        let left_out = self.writer.left_out();
        let head = self.writer.place::<4>();
        let before = self.writer.written();
        value.encode_value(&mut self.writer);
        let cut = if self.writer.left_out() == left_out { 0 } else { FRAME_CUT };
        fill_in(head, (self.writer.written() - before) | cut as usize);
    }
}
