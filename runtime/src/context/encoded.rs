//! The bytes of a context: made of values once, and put together with others where one is entered.

use std::sync::Arc;

use super::read::{Contents, Frame};
use super::{FRAME_CUT, LARGEST, LogContext, TRACE_BYTES, flag};
use crate::event::{FieldSink, Schema, SchemaId};
use crate::frontend;
use crate::secret::Disposition;
use crate::value::{Field, LogValue, ValueWriter, fill_in};

/// A context as it stands in records.
#[derive(Debug)]
pub(super) struct Encoded {
    bytes: Box<[u8]>,
    /// The schema of each frame, in their order.
    schemas: Box<[&'static Schema]>,
}

/// Bytes of a frame before its fields.
const FRAME_HEAD: usize = 16;
/// Bytes that a single frame leaves to what stands before it.
const BEFORE_FRAMES: usize = 1 + TRACE_BYTES;
/// Bytes at the end of the largest frame that text leaves to the small values after it.
const TEXT_RESERVE: usize = 256;

impl Encoded {
    /// Encodes a context. Conversions of the user run in here; no record is open meanwhile.
    pub(super) fn new<C: LogContext + ?Sized>(context: &C) -> Option<Arc<Self>> {
        let schema = C::CONTEXT_SCHEMA;
        // A context of which nothing is written is none.
        written(schema).next()?;
        // A leaf hashes nothing inside of it.
        let hashes = |field: &Field| field.disposition == Disposition::Hash || !field.leaf;
        let hasher = if written(schema).any(hashes) { frontend::hasher_in_force() } else { None };
        let mut room = [0; LARGEST - BEFORE_FRAMES - FRAME_HEAD];
        let writer = ValueWriter::new(&mut room, TEXT_RESERVE).with_hasher(hasher.as_ref());
        let mut fields = Fields { writer };
        context.encode_context(&mut fields);
        let (used, cut) = (fields.writer.written(), fields.writer.left_out() > 0);
        let id = C::context_callsite().id_of(schema);
        let mut building = Building::new(None, cut, FRAME_HEAD + used);
        building.push(schema, id, 0, cut, room.get(..used).unwrap_or_default());
        Some(building.finish())
    }

    /// What a record copies.
    #[inline]
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes of the trace context.
    pub(super) fn trace(&self) -> Option<[u8; TRACE_BYTES]> {
        self.contents().trace
    }

    /// The same with another trace context; `None` is an empty one.
    pub(super) fn with_trace(encoded: Option<&Self>, trace: [u8; TRACE_BYTES]) -> Arc<Self> {
        let mut building = Building::new(Some(trace), encoded.is_some_and(Self::is_cut), size_of(encoded));
        encoded.into_iter().flat_map(Self::frames).for_each(|(schema, frame)| {
            building.copy(schema, &frame, frame.hidden);
        });
        building.finish()
    }

    /// Both, where keys and trace context of `inner` win.
    pub(super) fn merged(outer: &Arc<Self>, inner: &Arc<Self>) -> Arc<Self> {
        if Arc::ptr_eq(outer, inner) {
            return Arc::clone(inner);
        }
        let trace = inner.trace().or_else(|| outer.trace());
        let size = size_of(Some(outer)) + size_of(Some(inner));
        let mut building = Building::new(trace, outer.is_cut() || inner.is_cut(), size);
        for (schema, frame) in outer.frames() {
            let hidden =
                frame.hidden | inner.schemas.iter().fold(0, |mask, over| mask | shadowed(schema, over));
            if hidden & all_of(schema) != all_of(schema) {
                building.copy(schema, &frame, hidden);
            }
        }
        inner.frames().for_each(|(schema, frame)| building.copy(schema, &frame, frame.hidden));
        building.finish()
    }

    /// The keys that are shown, outermost first.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.frames().flat_map(|(schema, frame)| {
            let shown = move |(at, _): &(usize, &Field)| bit(*at) & frame.hidden == 0;
            written(schema).enumerate().filter(shown).map(|(_, field)| field.name)
        })
    }

    fn is_cut(&self) -> bool {
        self.contents().cut
    }

    /// What this very module wrote; nothing of it can be wrong.
    fn contents(&self) -> Contents<'_> {
        Contents::read(&self.bytes).unwrap_or_default()
    }

    fn frames(&self) -> impl Iterator<Item = (&'static Schema, Frame<'_>)> {
        self.schemas.iter().copied().zip(self.contents().frames.map_while(Result::ok))
    }
}

fn size_of(encoded: Option<&Encoded>) -> usize {
    encoded.map_or(0, |encoded| encoded.bytes.len())
}

/// The fields that have bytes, in their order.
fn written(schema: &'static Schema) -> impl Iterator<Item = &'static Field> {
    schema.fields.iter().filter(|field| field.disposition != Disposition::Skip)
}

/// The bit of a field among those that are written. A context type has no more than 64.
fn bit(at: usize) -> u64 {
    u32::try_from(at).ok().and_then(|at| 1_u64.checked_shl(at)).unwrap_or(0)
}

fn all_of(schema: &'static Schema) -> u64 {
    written(schema).enumerate().fold(0, |mask, (at, _)| mask | bit(at))
}

/// The fields of `schema` whose keys `over` has too.
fn shadowed(schema: &'static Schema, over: &'static Schema) -> u64 {
    if core::ptr::eq(schema, over) {
        return all_of(schema);
    }
    let is_over = |field: &Field| written(over).any(|other| other.name == field.name);
    let hidden = written(schema).enumerate().filter(|(_, field)| is_over(field));
    hidden.fold(0, |mask, (at, _)| mask | bit(at))
}

/// A context that is being put together.
struct Building {
    bytes: Vec<u8>,
    schemas: Vec<&'static Schema>,
    cut: bool,
}

impl Building {
    fn new(trace: Option<[u8; TRACE_BYTES]>, cut: bool, frames: usize) -> Self {
        let mut bytes = Vec::with_capacity((BEFORE_FRAMES + frames).min(LARGEST));
        bytes.push(if trace.is_some() { flag::TRACE } else { 0 });
        bytes.extend(trace.into_iter().flatten());
        Self { bytes, schemas: Vec::new(), cut }
    }

    fn copy(&mut self, schema: &'static Schema, frame: &Frame<'_>, hidden: u64) {
        self.push(schema, frame.id, hidden, frame.cut, frame.fields.rest());
    }

    fn push(&mut self, schema: &'static Schema, id: SchemaId, hidden: u64, cut: bool, fields: &[u8]) {
        if self.bytes.len() + FRAME_HEAD + fields.len() > LARGEST {
            self.cut = true;
            return;
        }
        // Below LARGEST, which 31 bits hold.
        let length = (8 + fields.len()) as u32 | if cut { FRAME_CUT } else { 0 };
        self.bytes.extend_from_slice(&id.0.to_le_bytes());
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.bytes.extend_from_slice(&hidden.to_le_bytes());
        self.bytes.extend_from_slice(fields);
        self.schemas.push(schema);
    }

    fn finish(mut self) -> Arc<Encoded> {
        if let (true, Some(flags)) = (self.cut, self.bytes.first_mut()) {
            *flags |= flag::CUT;
        }
        let (bytes, schemas) = (self.bytes.into_boxed_slice(), self.schemas.into_boxed_slice());
        Arc::new(Encoded { bytes, schemas })
    }
}

/// Writes fields as they stand in a record: leaves as they are, others in frames.
struct Fields<'b> {
    writer: ValueWriter<'b>,
}

impl FieldSink for Fields<'_> {
    fn field<T: LogValue + ?Sized>(&mut self, value: &T) {
        if T::LEAF {
            return value.encode_value(&mut self.writer);
        }
        let left_out = self.writer.left_out();
        let head = self.writer.place::<4>();
        let before = self.writer.written();
        value.encode_value(&mut self.writer);
        let cut = if self.writer.left_out() == left_out { 0 } else { FRAME_CUT };
        fill_in(head, (self.writer.written() - before) | cut as usize);
    }
}
