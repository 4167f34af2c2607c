//! What all encoders know of contexts: their programs, kept by the schemas' numbers, and the ids of traces as text.

use super::cache::PerSchema;
use super::program::Program;
use crate::context::TRACE_BYTES;
use crate::event::{self, SchemaId};
use crate::record::Malformed;
use crate::secret::Class;

/// The programs of context types, for sinks with one clearance.
pub(super) struct Contexts {
    clearance: Class,
    programs: PerSchema<Program>,
}

impl Contexts {
    pub(super) const fn new(clearance: Class) -> Self {
        Self { clearance, programs: PerSchema::new() }
    }

    /// The program of a frame.
    #[inline]
    pub(super) fn program(&mut self, id: SchemaId) -> Result<&Program, Malformed> {
        let clearance = self.clearance;
        self.programs.get_or_try(id, || {
            let registered = event::registered(id).ok_or(Malformed)?;
            Ok(Program::of_event(registered.schema, clearance))
        })
    }
}

/// The two ids in the bytes of a trace context: that of the trace and that of the span.
pub(super) fn ids(trace: &[u8; TRACE_BYTES]) -> (&[u8], &[u8]) {
    let (trace_id, rest) = trace.split_at(16);
    (trace_id, rest.split_at(8).0)
}

/// Appends bytes as lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8], out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    // Both are below 16.
    out.extend(
        bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]),
    );
}
