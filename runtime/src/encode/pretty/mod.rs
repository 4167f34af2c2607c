//! Lines for people.
//!
//! ```text
//! 2026-11-22 14:03:07.123 INFO  user.login  user 7 logged in      user_id=7 session=[redacted]  request_id=17  my_app::auth
//! ```
//!
//! Local time, level, event, message, fields, context, target. Time and level have columns, and fields begin at the same column
//! where the text before them is short enough; nothing is cut to fit. An inline event has no name but its message, else
//! its file and line. The identity is left out, for who looks at a terminal knows which program runs there; `location` and
//! `thread`, where they are wanted, stand after the target, and then the counts `suppressed` and `repeated`. Colours follow [`style`]; what came from outside cannot add
//! any, for control characters are escaped as in JSON.

mod context;
mod document;
mod nested;
mod script;
mod style;
mod value;

use jiff::tz::TimeZone;

use self::script::{Script, Step};
use self::style::{Ink, LEVEL_WIDTH, Style, level_word};
use self::value::Values;
use super::cache::PerSchema;
use super::context::Contexts;
use super::time::{self, PerSecond};
use super::{Encoder, Identity, Occurrence, Oddities, escape, number};
use crate::record::{Malformed, Record};
use crate::secret::Class;

/// Columns that event and message take at least, where fields follow.
const TEXT_WIDTH: usize = 40;

/// Renders records as lines for people.
pub(super) struct Pretty {
    location: bool,
    thread: bool,
    clearance: Class,
    style: Style,
    zone: TimeZone,
    scripts: PerSchema<Script>,
    contexts: Contexts,
    /// Date and time up to the second.
    start: PerSecond,
    oddities: Oddities,
}

impl Pretty {
    /// Times will be those of the system's zone, as it is now.
    pub(super) fn new(identity: &Identity, color: bool, clearance: Class) -> Self {
        Self::in_zone(identity, color, clearance, TimeZone::system())
    }

    pub(super) fn in_zone(identity: &Identity, color: bool, clearance: Class, zone: TimeZone) -> Self {
        Self {
            location: identity.location,
            thread: identity.thread,
            clearance,
            style: if color { Style::Color } else { Style::Plain },
            zone,
            scripts: PerSchema::new(),
            contexts: Contexts::new(clearance),
            start: PerSecond::new(),
            oddities: Oddities::default(),
        }
    }

    fn timestamp(&mut self, unix_nanos: u64, out: &mut Vec<u8>) {
        let end = self.style.begin(Ink::Dim, out);
        let second = unix_nanos / time::NANOS_PER_SECOND;
        out.extend_from_slice(
            self.start.get(second, |second, text| time::local_seconds(second, &self.zone, text)),
        );
        // Less than a second fits.
        time::millis(u32::try_from(unix_nanos % time::NANOS_PER_SECOND).unwrap_or_default(), out);
        out.extend_from_slice(end);
    }

    fn level(&self, level: crate::level::Level, out: &mut Vec<u8>) {
        let word = level_word(level);
        self.style.paint(Ink::Level(level), word.as_bytes(), out);
        out.resize(out.len() + LEVEL_WIDTH - word.len(), b' ');
    }

    fn trailer(&self, record: &Record<'_>, occurrence: &Occurrence<'_>, out: &mut Vec<u8>) {
        out.extend_from_slice(b"  ");
        let end = self.style.begin(Ink::Dim, out);
        escape::bare(occurrence.registered.target().as_bytes(), out);
        if self.location {
            let (file, line) = occurrence.registered.location();
            out.push(b' ');
            escape::bare(file.as_bytes(), out);
            out.push(b':');
            number::integer(line, out);
        }
        if self.thread {
            out.push(b' ');
            escape::bare(occurrence.thread.as_bytes(), out);
        }
        for (key, count) in occurrence.counts(record) {
            out.push(b' ');
            out.extend_from_slice(key.as_bytes());
            out.push(b'=');
            number::integer(count, out);
        }
        out.extend_from_slice(end);
    }
}

impl Encoder for Pretty {
    fn event(
        &mut self,
        record: &Record<'_>,
        occurrence: &Occurrence<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), Malformed> {
        let level = occurrence.registered.level();
        self.timestamp(occurrence.unix_nanos, out);
        out.push(b' ');
        self.level(level, out);
        out.push(b' ');

        let script = self.scripts.get(record.id, || Script::new(&occurrence.registered, self.clearance))?;
        let mut values = Values::new(&script.program, self.style, out, &mut self.oddities);
        let mut search = script.program.search(record.fields);
        for step in &script.steps {
            match step {
                Step::Name(name) => values.paint(Ink::Bold, name),
                Step::Gap => values.raw(b"  "),
                Step::Text(text) => values.paint(Ink::Message(level), text),
                Step::Field(index) => values.in_message(search.find(*index), level),
            }
        }
        if !script.program.fields.is_empty() || !record.context.is_empty() {
            values.pad_text(TEXT_WIDTH);
            values.fields(record.fields, record.original_len)?;
        }
        if !record.context.is_empty() {
            context::append(record.context, &mut self.contexts, self.style, out, &mut self.oddities);
        }
        self.trailer(record, occurrence, out);
        out.push(b'\n');
        Ok(())
    }

    fn take_oddities(&mut self) -> Oddities {
        core::mem::take(&mut self.oddities)
    }
}
