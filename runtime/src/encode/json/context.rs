//! Contexts in JSON: an object of their own, or among the fields of the event.

use super::value::Values;
use crate::context::{Contents, TRACE_BYTES};
use crate::encode::Oddities;
use crate::encode::context::{Contexts, hex, ids};
use crate::record::Malformed;

/// Appends the context of one record. One that contradicts itself is left out, and counted; the event is none the worse.
pub(super) struct ContextWriter<'a> {
    contexts: &'a mut Contexts,
    out: &'a mut Vec<u8>,
    spare: &'a mut Vec<u8>,
    oddities: &'a mut Oddities,
}

impl<'a> ContextWriter<'a> {
    pub(super) fn new(
        contexts: &'a mut Contexts,
        out: &'a mut Vec<u8>,
        spare: &'a mut Vec<u8>,
        oddities: &'a mut Oddities,
    ) -> Self {
        Self { contexts, out, spare, oddities }
    }

    /// As an object under `context`; nothing where there is nothing to say.
    pub(super) fn object(&mut self, context: &[u8]) {
        let start = self.out.len();
        self.unless_malformed(|writer| {
            let contents = Contents::read(context)?;
            writer.out.extend_from_slice(b",\"context\":");
            let first = writer.out.len();
            writer.ids(contents.trace, "trace_id", "span_id");
            writer.fields(&contents, b",\"truncated\":true", &[])?;
            // Every field begins with a comma; that of the first one gives its place to the brace.
            match writer.out.get_mut(first) {
                Some(comma) => {
                    *comma = b'{';
                    writer.out.push(b'}');
                }
                None => writer.out.truncate(start),
            }
            Ok(())
        });
    }

    /// The ids of its trace, for a layout that has a place for them.
    pub(super) fn trace(&mut self, context: &[u8]) {
        // What is wrong with it is counted where its fields are written.
        let trace = Contents::read(context).ok().and_then(|contents| contents.trace);
        self.ids(trace, "trace.id", "span.id");
    }

    /// As fields among others, but for those whose keys are taken. `false` where it was left out.
    pub(super) fn flat(&mut self, context: &[u8], taken: &[String]) -> bool {
        self.unless_malformed(|writer| {
            let contents = Contents::read(context)?;
            writer.fields(&contents, b",\"context_truncated\":true", taken)
        })
    }

    fn unless_malformed(&mut self, write: impl FnOnce(&mut Self) -> Result<(), Malformed>) -> bool {
        let (start, before) = (self.out.len(), *self.oddities);
        let written = write(self).is_ok();
        if !written {
            self.out.truncate(start);
            *self.oddities = before;
            self.oddities.contexts_malformed += 1;
        }
        written
    }

    fn ids(&mut self, trace: Option<[u8; TRACE_BYTES]>, trace_key: &str, span_key: &str) {
        let Some(trace) = trace else { return };
        let (trace_id, span_id) = ids(&trace);
        for (key, id) in [(trace_key, trace_id), (span_key, span_id)] {
            self.out.extend_from_slice(b",\"");
            self.out.extend_from_slice(key.as_bytes());
            self.out.extend_from_slice(b"\":\"");
            hex(id, self.out);
            self.out.push(b'"');
        }
    }

    fn fields(
        &mut self,
        contents: &Contents<'_>,
        cut_mark: &[u8],
        taken: &[String],
    ) -> Result<(), Malformed> {
        for frame in contents.frames {
            let frame = frame?;
            let program = self.contexts.program(frame.id)?;
            let mut values = Values::new(program, self.out, self.spare, self.oddities);
            values.frame(&frame, |key| taken.iter().any(|taken| taken == key))?;
        }
        if contents.cut {
            self.out.extend_from_slice(cut_mark);
            self.oddities.contexts_cut += 1;
        }
        Ok(())
    }
}
