//! Encoders: a record becomes bytes, by its schema.
//!
//! An encoder interprets a flat [`Program`](program::Program) made once from the schema; there is no code per event type
//! here. It appends to a buffer and never knows where that goes. It applies no disposition: what must not be written at all
//! never came into the record. What only some sinks may see is left out for the others: a program is made for a clearance,
//! and a value above it is passed over. Texts that are not public are scanned for credentials on their way. And it believes no record: whatever the bytes are, the answer is one valid line or [`Malformed`].

mod address;
mod cache;
mod context;
mod escape;
mod hash;
mod json;
mod number;
mod pretty;
mod program;
mod scan;
#[cfg(test)]
mod tests;
mod time;

use std::borrow::Cow;
use std::sync::Arc;

#[cfg(feature = "logstash")]
pub(crate) use escape::string as quote;
pub(crate) use json::{FieldPlace, FieldReader};
pub(crate) use scan::Detections;

use crate::event::Registered;
use crate::record::{Malformed, Record};
use crate::secret::Class;
use crate::value::Shape;

/// How the events of a sink are rendered. Sinks that ask for the same share one rendering.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encoding {
    /// One JSON object a line, the default layout.
    Json,
    /// One JSON object a line, with the names of the Elastic Common Schema: `@timestamp`, `log.level`, `message`,
    /// `ecs.version`, `log.logger` (the target), `event.action` (the event), `service.name`, `service.version`,
    /// `service.environment`, and where they are wanted `log.origin.file.name`, `log.origin.file.line` and
    /// `process.thread.name`. The fields of the event, of the context and of the builder are in the object `Fields`; of those with
    /// one key the event's is written, else the builder's. `trace.id` and `span.id` are those of the context.
    Ecs,
    /// The default layout with what Logstash expects: `@timestamp` for `timestamp`, and `@version`.
    Logstash,
    /// Lines for people, in local time and without what the logger says of itself (service, version, environment).
    Pretty {
        /// Whether to colour them (ANSI escape sequences).
        color: bool,
    },
}

/// What every event of a logger carries: service, version, environment and the fields of the builder.
#[derive(Debug, Default)]
pub(crate) struct Identity {
    pub(crate) fields: Vec<IdentityField>,
    /// Whether file and line of the call are written, under `location`.
    pub(crate) location: bool,
    /// Whether the thread's name is written, under `thread`.
    pub(crate) thread: bool,
}

/// One field of the identity, already in the byte form of its shape.
#[derive(Debug)]
pub(crate) struct IdentityField {
    pub(crate) key: Cow<'static, str>,
    pub(crate) shape: &'static Shape,
    pub(crate) bytes: Vec<u8>,
}

/// Keys that lines have anyway; the identity has to use others.
pub(crate) const OWN_KEYS: [&str; 11] = [
    "timestamp",
    "level",
    "target",
    "event",
    "message",
    "location",
    "thread",
    "context",
    "truncated",
    "suppressed",
    "repeated",
];

/// What is known of one event beside its record.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Occurrence<'a> {
    pub(crate) registered: Registered,
    /// Nanoseconds since 1970 UTC.
    pub(crate) unix_nanos: u64,
    /// Name of the thread that logged, or its number.
    pub(crate) thread: &'a str,
    /// How many equal events of the thread this one stands for, itself included; 0 for one that stands for itself.
    pub(crate) repeated: u32,
}

impl Occurrence<'_> {
    /// What is told of events that have no line of their own, with its key. Both are rare.
    fn counts(&self, record: &Record<'_>) -> impl Iterator<Item = (&'static str, u32)> {
        [("suppressed", record.suppressed), ("repeated", self.repeated)]
            .into_iter()
            .filter(|(_, count)| *count > 0)
    }
}

/// Renders records in one format.
pub(crate) trait Encoder: Send {
    /// Appends one event, complete with its line end. What it appended before an error is to be taken back.
    ///
    /// `occurrence.registered` must be what `record.id` stands for: programs are kept by that number.
    fn event(
        &mut self,
        record: &Record<'_>,
        occurrence: &Occurrence<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), Malformed>;

    /// Values since the last call that could not be written as they were.
    fn take_oddities(&mut self) -> Oddities;
}

/// Counts of values that could not be written as they were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Oddities {
    /// NaN and infinities, and points in time outside of the years 0 to 9999, which became `null`.
    pub(crate) not_finite: u64,
    /// Text of the operating system that lost what was no text.
    pub(crate) lossy_text: u64,
    /// Credentials that were replaced in texts.
    pub(crate) detections: Detections,
    /// Events of which a part of the context was missing, because it was too large.
    pub(crate) contexts_cut: u64,
    /// Events that were written without their context, because that contradicted itself.
    pub(crate) contexts_malformed: u64,
}

/// The encoder for `encoding`, which puts `identity` into each of its lines, for sinks with this clearance.
pub(crate) fn encoder(encoding: &Encoding, clearance: Class, identity: &Arc<Identity>) -> Box<dyn Encoder> {
    match encoding {
        Encoding::Json => Box::new(json::Json::new(Arc::clone(identity), clearance, json::Layout::OWN)),
        Encoding::Ecs => Box::new(json::Json::new(Arc::clone(identity), clearance, json::Layout::ECS)),
        Encoding::Logstash => {
            Box::new(json::Json::new(Arc::clone(identity), clearance, json::Layout::LOGSTASH))
        }
        Encoding::Pretty { color } => Box::new(pretty::Pretty::new(identity, *color, clearance)),
    }
}
