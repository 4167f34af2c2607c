//! JSON, the default layout: one flat object a line.
//!
//! In this order: `timestamp` (RFC 3339, UTC, nine digits), `level`, `target`, `event`, `message` where there is one, the
//! identity, `location` and `thread` where they are wanted, the fields, `truncated` with the original length where a
//! record was cut, and `context`, an object, where something is in force: `trace_id` and `span_id`, the fields, outermost
//! first, and `truncated` where a part of it is missing. Last, where there is something to count, `suppressed`: calls that a rate kept
//! back before this event, and `repeated`: equal events that this line stands for. All that is the same for each event of a schema is rendered once, into its [`Script`].

mod context;
mod document;
mod field;
mod layout;
mod nested;
mod path;
mod script;
mod value;

use std::sync::Arc;

use self::context::ContextWriter;
pub(crate) use self::field::{FieldPlace, FieldReader};
pub(super) use self::layout::Layout;
use self::script::{Script, Step};
use self::value::Values;
use super::cache::PerSchema;
use super::context::Contexts;
use super::time::{self, PerSecond};
use super::{Encoder, Identity, Occurrence, Oddities, number};
use crate::record::{Malformed, Record};
use crate::secret::Class;

/// Renders records as JSON objects.
pub(super) struct Json {
    identity: Arc<Identity>,
    clearance: Class,
    layout: Layout,
    scripts: PerSchema<Script>,
    contexts: Contexts,
    /// Everything before the point of the timestamp.
    start: PerSecond,
    /// Holds a value while it is copied into a string.
    spare: Vec<u8>,
    oddities: Oddities,
}

impl Json {
    pub(super) fn new(identity: Arc<Identity>, clearance: Class, layout: Layout) -> Self {
        Self {
            identity,
            clearance,
            layout,
            scripts: PerSchema::new(),
            contexts: Contexts::new(clearance),
            start: PerSecond::new(),
            spare: Vec::new(),
            oddities: Oddities::default(),
        }
    }

    fn timestamp(&mut self, unix_nanos: u64, out: &mut Vec<u8>) {
        let before = self.layout.start;
        let start = self.start.get(unix_nanos / time::NANOS_PER_SECOND, |second, text| {
            text.extend_from_slice(before.as_bytes());
            time::utc_seconds(second, text);
            text.push(b'.');
        });
        out.extend_from_slice(start);
        // Less than a second fits.
        let nanos = u32::try_from(unix_nanos % time::NANOS_PER_SECOND).unwrap_or_default();
        out.extend_from_slice(&number::nine_digits(nanos));
        out.extend_from_slice(b"Z\"");
    }
}

/// `suppressed` and `repeated`, as the last of the fields.
#[inline]
fn counts(record: &Record<'_>, occurrence: &Occurrence<'_>, out: &mut Vec<u8>) {
    if record.suppressed | occurrence.repeated > 0 {
        append_counts(record, occurrence, out);
    }
}

#[cold]
#[inline(never)]
fn append_counts(record: &Record<'_>, occurrence: &Occurrence<'_>, out: &mut Vec<u8>) {
    for (key, count) in occurrence.counts(record) {
        out.extend_from_slice(b",\"");
        out.extend_from_slice(key.as_bytes());
        out.extend_from_slice(b"\":");
        number::integer(count, out);
    }
}

impl Encoder for Json {
    fn event(
        &mut self,
        record: &Record<'_>,
        occurrence: &Occurrence<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), Malformed> {
        self.timestamp(occurrence.unix_nanos, out);
        let make = || Script::new(&occurrence.registered, &self.identity, self.clearance, self.layout);
        let script = self.scripts.get(record.id, make)?;
        let mut values = Values::new(&script.program, out, &mut self.spare, &mut self.oddities);
        let mut search = script.program.search(record.fields);
        for step in &script.steps {
            match step {
                Step::Bytes(bytes) => values.raw(bytes),
                Step::Thread => values.string(occurrence.thread),
                Step::Field(index) => values.in_message(search.find(*index)),
            }
        }
        let Some(open) = &script.open else {
            values.fields(record.fields, record.original_len)?;
            if !record.context.is_empty() {
                ContextWriter::new(&mut self.contexts, out, &mut self.spare, &mut self.oddities)
                    .object(record.context);
            }
            counts(record, occurrence, out);
            out.extend_from_slice(b"}\n");
            return Ok(());
        };
        let ids_at = out.len();
        if !record.context.is_empty() {
            ContextWriter::new(&mut self.contexts, out, &mut self.spare, &mut self.oddities)
                .trace(record.context);
        }
        let ids_end = out.len();
        let mut values = Values::new(&script.program, out, &mut self.spare, &mut self.oddities);
        values.raw(open);
        let first = values.len();
        values.raw(&script.inside);
        values.fields(record.fields, record.original_len)?;
        let whole = record.context.is_empty()
            || ContextWriter::new(&mut self.contexts, out, &mut self.spare, &mut self.oddities)
                .flat(record.context, &script.taken);
        counts(record, occurrence, out);
        // Every field begins with a comma, the first one too.
        if out.get(first) == Some(&b',') {
            out.remove(first);
        }
        if !whole {
            // Nothing of a context that contradicts itself is to be believed.
            out.drain(ids_at..ids_end);
        }
        out.extend_from_slice(b"}}\n");
        Ok(())
    }

    fn take_oddities(&mut self) -> Oddities {
        core::mem::take(&mut self.oddities)
    }
}
