//! The backend's side: a context is taken apart, and no length in it is believed.

use super::{TRACE_BYTES, flag};
use crate::event::SchemaId;
use crate::record::{Malformed, ValueReader};

/// A context, taken apart as far as that goes without its schemas.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Contents<'c> {
    /// The bytes of the trace context.
    pub(crate) trace: Option<[u8; TRACE_BYTES]>,
    /// Whether something is missing because it did not fit.
    pub(crate) cut: bool,
    pub(crate) frames: Frames<'c>,
}

/// The frames of a context, outermost first. After a mistake there are no more.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Frames<'c> {
    reader: ValueReader<'c>,
}

/// What one context type said.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame<'c> {
    pub(crate) id: SchemaId,
    /// Bit i: the i-th field that is written is hidden.
    pub(crate) hidden: u64,
    /// Whether fields may be missing from the end.
    pub(crate) cut: bool,
    pub(crate) fields: ValueReader<'c>,
}

impl Frame<'_> {
    /// Whether the field with this number, among those that are written, is hidden.
    pub(crate) fn hides(&self, field: usize) -> bool {
        u32::try_from(field)
            .ok()
            .and_then(|bit| self.hidden.checked_shr(bit))
            .is_some_and(|bits| bits & 1 == 1)
    }
}

impl<'c> Contents<'c> {
    /// Takes the bytes of a record's context apart.
    pub(crate) fn read(bytes: &'c [u8]) -> Result<Self, Malformed> {
        let mut reader = ValueReader::new(bytes);
        let [flags] = reader.fixed()?;
        if flags & !(flag::TRACE | flag::CUT) != 0 {
            return Err(Malformed);
        }
        let trace = if flags & flag::TRACE == 0 { None } else { Some(reader.fixed()?) };
        Ok(Self { trace, cut: flags & flag::CUT != 0, frames: Frames { reader } })
    }
}

impl<'c> Iterator for Frames<'c> {
    type Item = Result<Frame<'c>, Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.reader.is_empty() {
            return None;
        }
        let frame = frame(&mut self.reader);
        if frame.is_err() {
            self.reader = ValueReader::default();
        }
        Some(frame)
    }
}

fn frame<'c>(reader: &mut ValueReader<'c>) -> Result<Frame<'c>, Malformed> {
    let id = SchemaId(u32::from_le_bytes(reader.fixed()?));
    let (mut fields, cut) = reader.frame()?;
    let hidden = u64::from_le_bytes(fields.fixed()?);
    Ok(Frame { id, hidden, cut, fields })
}
