//! Contexts for people: after the fields, and dim.

use super::style::{Ink, Style};
use super::value::Values;
use crate::context::Contents;
use crate::encode::Oddities;
use crate::encode::context::{Contexts, hex, ids};
use crate::record::Malformed;

/// Appends the context of one record. One that contradicts itself is left out, and counted.
pub(super) fn append(
    context: &[u8],
    contexts: &mut Contexts,
    style: Style,
    out: &mut Vec<u8>,
    oddities: &mut Oddities,
) {
    let (start, before) = (out.len(), *oddities);
    let end = style.begin(Ink::Dim, out);
    let inked = out.len();
    let written = fields(context, contexts, out, oddities);
    if written.is_ok() && out.len() > inked {
        return out.extend_from_slice(end);
    }
    out.truncate(start);
    if written.is_err() {
        *oddities = before;
        oddities.contexts_malformed += 1;
    }
}

fn fields(
    context: &[u8],
    contexts: &mut Contexts,
    out: &mut Vec<u8>,
    oddities: &mut Oddities,
) -> Result<(), Malformed> {
    let contents = Contents::read(context)?;
    let start = out.len();
    if let Some(trace) = contents.trace {
        let (trace_id, span_id) = ids(&trace);
        out.extend_from_slice(b"  trace_id=");
        hex(trace_id, out);
        out.extend_from_slice(b" span_id=");
        hex(span_id, out);
    }
    for frame in contents.frames {
        let frame = frame?;
        let program = contexts.program(frame.id)?;
        // Colours inside would end the dim one.
        let first = out.len() == start;
        Values::new(program, Style::Plain, out, oddities).frame(&frame, first)?;
    }
    if contents.cut {
        out.extend_from_slice(b" [context truncated]");
        oddities.contexts_cut += 1;
    }
    Ok(())
}
