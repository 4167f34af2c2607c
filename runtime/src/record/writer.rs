//! The caller's side: the fields of an event become a record.

use super::{FRAME_CUT, HEADER, flag};
use crate::event::{FieldSink, LogEvent, SchemaId};
use crate::ring::Pen;
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

    /// Writes the fields; of those that are no leaves, `frames` has what was staged.
    fn fill(&self, writer: &mut ValueWriter<'_>, frames: &[u8]);
}

// By constants and not by branches: of those the compiler would make both, for each event type.
impl<E: LogEvent> Content for E {
    fn stage(&self, staging: &mut Staging<'_>) {
        let stage: Stage<E> = const { if E::LEAF { stage_nothing } else { stage_fields } };
        stage(self, staging);
    }

    fn fill(&self, writer: &mut ValueWriter<'_>, frames: &[u8]) {
        let fill: Fill<E> = const { if E::LEAF { fill_with_leaves } else { fill_with_frames } };
        fill(self, writer, frames);
    }
}

type Stage<E> = fn(&E, &mut Staging<'_>);
type Fill<E> = fn(&E, &mut ValueWriter<'_>, &[u8]);

fn stage_nothing<E: LogEvent>(_event: &E, _staging: &mut Staging<'_>) {}

fn stage_fields<E: LogEvent>(event: &E, staging: &mut Staging<'_>) {
    event.encode_fields(staging);
}

#[inline(always)]
fn fill_with_leaves<E: LogEvent>(event: &E, writer: &mut ValueWriter<'_>, _frames: &[u8]) {
    event.encode_fields(&mut Leaves { writer });
}

#[inline(always)]
fn fill_with_frames<E: LogEvent>(event: &E, writer: &mut ValueWriter<'_>, frames: &[u8]) {
    event.encode_fields(&mut Fields { writer, frames });
}

/// Encodes an event as most are, of which nothing was kept back or cut. Returns the bytes of the record; `None` when `pen` had
/// too little room, and then the record is of no use.
///
/// No code of the user runs in here: what depends on it was [staged](Scratch::stage) before.
#[inline(always)]
pub(crate) fn encode_usual(
    content: &dyn Content,
    head: &Head<'_>,
    hasher: &Hasher,
    frames: &[u8],
    header: &mut [u8; HEADER],
    pen: Pen<'_>,
) -> Option<usize> {
    // All but the length is written first: less is kept over the call that way.
    let (first, rest) = header.split_first_chunk_mut::<4>()?;
    let (id, clock) = rest.split_first_chunk_mut::<4>()?;
    *id = head.id.0.to_le_bytes();
    *clock.first_chunk_mut::<8>()? = head.clock.to_le_bytes();
    let mut writer = ValueWriter::over(pen, hasher);
    if !head.context.is_empty() {
        writer.bytes(head.context);
    }
    content.fill(&mut writer, frames);
    if writer.left_out() > 0 {
        return None;
    }
    let used = HEADER + writer.written();
    let length = (used + 7) & !7;
    let flags = if head.context.is_empty() { 0 } else { flag::CONTEXT };
    *first = first_word(length, used, flags).to_le_bytes();
    Some(length)
}

/// Encodes an event into `out`; `hasher` has the key of the logger it goes to. `largest` says that `out` is as large as a
/// record may become, so that cutting is the only way out; otherwise the answer is [`Encoded::NoRoom`] and the same call
/// with more room will do. `scratch` is where the event was staged; none for one that has only leaves.
///
/// No code of the user runs in here: what depends on it was [staged](Scratch::stage) before.
pub(crate) fn encode(
    content: &dyn Content,
    head: &Head<'_>,
    hasher: Option<&Hasher>,
    scratch: Option<&Scratch>,
    out: &mut [u8],
    largest: bool,
) -> Encoded {
    let staged = scratch.map_or(Staged::NOTHING, Scratch::staged);
    let mut cut = staged.left_out > 0;
    loop {
        let reserve = if largest { TEXT_RESERVE } else { 0 };
        let front_len = front_len(head, cut);
        let (front, room) = out.split_at_mut_checked(front_len).unwrap_or_default();
        let no_room = front.is_empty();
        let mut writer = ValueWriter::new(room, reserve).with_hasher(hasher);
        content.fill(&mut writer, staged.frames);
        let left_out = writer.left_out();
        let used = front_len + writer.written();
        let length = used.next_multiple_of(8);
        match (left_out > 0 || no_room, largest) {
            (true, false) => return Encoded::NoRoom((length + left_out + 4).next_multiple_of(8)),
            // Nothing for it: once more, with a place for the original length.
            (true, true) if !cut => cut = true,
            _ => {
                let original =
                    cut.then(|| u32::try_from(length + left_out + staged.left_out).unwrap_or(u32::MAX));
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
#[inline(always)]
fn header_bytes(length: usize, used: usize, flags: u8, head: &Head<'_>) -> [u8; HEADER] {
    let first = u64::from(first_word(length, used, flags)) | (u64::from(head.id.0) << 32);
    ((u128::from(head.clock) << 64) | u128::from(first)).to_le_bytes()
}

#[inline(always)]
fn first_word(length: usize, used: usize, flags: u8) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "24 bits hold any length up to MAX_RECORD, and 3 any padding"
    )]
    let (length, padding) = (length as u32, (length - used) as u32);
    (length & 0x00ff_ffff) | (u32::from(flags) << 24) | (padding << (24 + flag::PADDING_SHIFT))
}

/// Writes leaves as they are.
struct Leaves<'w, 'b> {
    writer: &'w mut ValueWriter<'b>,
}

impl FieldSink for Leaves<'_, '_> {
    #[inline(always)]
    fn field<T: LogValue + ?Sized>(&mut self, value: &T) {
        value.encode_value(self.writer);
    }
}

/// Writes leaves as they are and copies the frames of the others.
struct Fields<'w, 'b> {
    writer: &'w mut ValueWriter<'b>,
    /// The frames that [`Scratch::stage`] made, from the next one on.
    frames: &'w [u8],
}

impl FieldSink for Fields<'_, '_> {
    #[inline]
    fn field<T: LogValue + ?Sized>(&mut self, value: &T) {
        if T::LEAF {
            value.encode_value(self.writer);
        } else {
            let frame = self.next_frame();
            self.writer.raw(frame);
        }
    }
}

/// What a scratch holds of the event that was staged last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Staged<'s> {
    frames: &'s [u8],
    left_out: usize,
}

impl<'s> Staged<'s> {
    const NOTHING: Self = Self { frames: &[], left_out: 0 };

    /// The frames; `None` when not all values found room in the scratch.
    pub(crate) fn whole(self) -> Option<&'s [u8]> {
        (self.left_out == 0).then_some(self.frames)
    }
}

/// Stands for a value that found no room in the scratch at all.
const CUT_TO_NOTHING: [u8; 4] = FRAME_CUT.to_le_bytes();

impl<'w> Fields<'w, '_> {
    /// The same for all event types.
    #[inline(never)]
    fn next_frame(&mut self) -> &'w [u8] {
        let frames: &'w [u8] = self.frames;
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

    pub(crate) fn staged(&self) -> Staged<'_> {
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
