//! The caller's side: the fields of an event become a record.

use super::{FRAME_CUT, HEADER, flag};
use crate::event::{FieldSink, LogEvent, SchemaId};
use crate::secret::Hasher;
use crate::value::{LogValue, ValueWriter, fill_in};

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

/// Encodes `event` into `out`; `hasher` has the key of the logger it goes to. `largest` says that `out` is as large as a record may become, so that cutting is the only
/// way out; otherwise the answer is [`Encoded::NoRoom`] and the same call with more room will do.
///
/// No code of the user runs in here: what depends on it was [staged](Scratch::stage) before.
#[inline]
pub(crate) fn encode<E: LogEvent>(
    event: &E,
    id: SchemaId,
    clock: u64,
    hasher: Option<&Hasher>,
    scratch: Option<&Scratch>,
    out: &mut [u8],
    largest: bool,
) -> Encoded {
    let staged = match scratch {
        Some(scratch) if !E::LEAF => scratch.staged(hasher),
        _ => Staged { frames: &[], left_out: 0, hasher },
    };
    let truncated = !E::LEAF && staged.left_out > 0;
    let reserve = if largest { TEXT_RESERVE } else { 0 };
    match fill(event, id, clock, staged, out, truncated, reserve) {
        (written, 0) if truncated => Encoded::Truncated(written),
        (written, 0) => Encoded::Whole(written),
        (written, left_out) if !largest => Encoded::NoRoom((written + left_out + 4).next_multiple_of(8)),
        _ => cut_to_fit(event, id, clock, staged, out),
    }
}

/// The record is larger than a record may be.
#[cold]
#[inline(never)]
fn cut_to_fit<E: LogEvent>(
    event: &E,
    id: SchemaId,
    clock: u64,
    staged: Staged<'_>,
    out: &mut [u8],
) -> Encoded {
    Encoded::Truncated(fill(event, id, clock, staged, out, true, TEXT_RESERVE).0)
}

/// Writes header and fields; returns the record's length and the number of bytes that found no room.
#[inline(always)]
fn fill<E: LogEvent>(
    event: &E,
    id: SchemaId,
    clock: u64,
    staged: Staged<'_>,
    out: &mut [u8],
    truncated: bool,
    reserve: usize,
) -> (usize, usize) {
    let staged_left_out = staged.left_out;
    let Some((header, body)) = out.split_first_chunk_mut::<HEADER>() else {
        return (0, HEADER);
    };
    let mut fields = Fields { writer: ValueWriter::new(body, reserve).with_hasher(staged.hasher), staged };
    if truncated {
        fields.writer.fixed([0; 4]);
    }
    event.encode_fields(&mut fields);
    let (written, left_out) = (fields.writer.written(), fields.writer.left_out());
    let length = (HEADER + written).next_multiple_of(8);
    let padding = (length - HEADER - written) as u8;
    if truncated {
        let original = u32::try_from(length + left_out + staged_left_out).unwrap_or(u32::MAX);
        if let Some(room) = body.first_chunk_mut::<4>() {
            *room = original.to_le_bytes();
        }
    }
    let flags = (padding << flag::PADDING_SHIFT) | if truncated { flag::TRUNCATED } else { 0 };
    *header = header_bytes(length, flags, id, clock);
    (length, left_out)
}

#[inline]
fn header_bytes(length: usize, flags: u8, id: SchemaId, clock: u64) -> [u8; HEADER] {
    // 24 bits hold any length up to MAX_RECORD, which bounds `out`.
    let first = (length as u64 & 0x00ff_ffff) | (u64::from(flags) << 24) | (u64::from(id.0) << 32);
    ((u128::from(clock) << 64) | u128::from(first)).to_le_bytes()
}

/// Writes leaves as they are and copies the frames of the others.
struct Fields<'b, 's> {
    writer: ValueWriter<'b>,
    staged: Staged<'s>,
}

impl FieldSink for Fields<'_, '_> {
    #[inline]
    fn field<T: LogValue + ?Sized>(&mut self, value: &T) {
        if T::LEAF {
            value.encode_value(&mut self.writer);
        } else {
            self.writer.raw(self.staged.next_frame());
        }
    }
}

/// The frames that [`Scratch::stage`] made, from the next one on, and what hashes.
#[derive(Debug, Clone, Copy)]
struct Staged<'s> {
    frames: &'s [u8],
    left_out: usize,
    hasher: Option<&'s Hasher>,
}

/// Stands for a value that found no room in the scratch at all.
const CUT_TO_NOTHING: [u8; 4] = FRAME_CUT.to_le_bytes();

impl<'s> Staged<'s> {
    fn next_frame(&mut self) -> &'s [u8] {
        let frames: &'s [u8] = self.frames;
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

    /// Runs the user's conversions of `event`, once, and keeps what they made until the next call.
    pub(crate) fn stage<E: LogEvent>(&mut self, event: &E, hasher: Option<&Hasher>) {
        let writer = ValueWriter::new(&mut self.bytes, SCRATCH_RESERVE).with_hasher(hasher);
        let mut staging = Staging { writer };
        event.encode_fields(&mut staging);
        (self.used, self.left_out) = (staging.writer.written(), staging.writer.left_out());
    }

    fn staged<'s>(&'s self, hasher: Option<&'s Hasher>) -> Staged<'s> {
        let frames = self.bytes.get(..self.used).unwrap_or_default();
        Staged { frames, left_out: self.left_out, hasher }
    }
}

/// Makes a frame of each value that is no leaf.
struct Staging<'b> {
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
