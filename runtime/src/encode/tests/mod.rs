mod clearance;
mod context;
mod escaping;
#[cfg(any(
    feature = "chrono",
    feature = "http",
    feature = "jiff",
    feature = "serde_json",
    feature = "time",
    feature = "uuid"
))]
mod foreign;
mod hostile;
mod line;
mod model;
mod pretty;
mod scanner;
mod values;

use std::sync::Arc;

use serde_json::value::RawValue;

use super::*;
use crate::event::{Callsite, FieldSink, LogEvent, Piece, Schema, SchemaId};
use crate::level::Level;
use crate::record::{self, Encoded, HEADER, Head, Scratch};
use crate::secret::Class;
use crate::value::{Field, LogValue, ValueWriter};

/// 2026-11-22T14:03:07.123456789Z
const NOON: u64 = 1_795_356_187_123_456_789;

pub(super) const EMPTY: Schema = Schema {
    name: "test.event",
    type_name: "TestEvent",
    level: Level::Info,
    target: None,
    message: &[],
    fields: &[],
    class: Class::Public,
    file: "src/auth.rs",
    line: 3,
};

/// A schema, and records of it.
#[derive(Clone, Copy)]
struct Case {
    schema: &'static Schema,
}

impl Case {
    fn new(schema: Schema) -> Self {
        Self { schema: Box::leak(Box::new(schema)) }
    }

    fn of_fields(fields: Vec<Field>) -> Self {
        Self::new(Schema { fields: Vec::leak(fields), ..EMPTY })
    }

    fn with_message(message: &'static [Piece], fields: Vec<Field>) -> Self {
        Self::new(Schema { message, fields: Vec::leak(fields), ..EMPTY })
    }

    fn registered(self) -> Registered {
        let callsite = Box::leak(Box::new(Callsite::new("app::auth", "src/auth.rs", 17)));
        Registered { callsite, schema: self.schema }
    }

    /// Renders a record as it stands in a ring.
    fn render_record(self, encoder: &mut dyn Encoder, record: &[u8]) -> Result<String, Malformed> {
        let record = Record::parse(record)?;
        let mut out = Vec::new();
        let occurrence = Occurrence {
            registered: self.registered(),
            unix_nanos: NOON,
            thread: "worker \"7\"",
            repeated: 0,
        };
        encoder.event(&record, &occurrence, &mut out)?;
        Ok(String::from_utf8(out).expect("a line is UTF-8"))
    }

    /// Renders a record of these field bytes.
    fn render(self, encoder: &mut dyn Encoder, body: &[u8], cut: Option<u32>) -> Result<String, Malformed> {
        self.render_record(encoder, &record_of(body, cut))
    }

    fn json(self, body: &[u8], cut: Option<u32>) -> Result<String, Malformed> {
        self.render(&mut *json(Identity::default()), body, cut)
    }
}

fn json(identity: Identity) -> Box<dyn Encoder> {
    json_for(Class::Internal, identity)
}

fn json_for(clearance: Class, identity: Identity) -> Box<dyn Encoder> {
    encoder(&Encoding::Json, clearance, &Arc::new(identity))
}

/// Pretty lines in UTC.
fn pretty_in_utc(identity: &Identity, color: bool) -> super::pretty::Pretty {
    super::pretty::Pretty::in_zone(identity, color, Class::Internal, jiff::tz::TimeZone::UTC)
}

/// The same without colours and identity, for sinks with this clearance.
fn pretty_for(clearance: Class) -> super::pretty::Pretty {
    super::pretty::Pretty::in_zone(&Identity::default(), false, clearance, jiff::tz::TimeZone::UTC)
}

/// A record with these field bytes, whatever they are.
fn record_of(body: &[u8], cut: Option<u32>) -> Vec<u8> {
    let mut record = vec![0; HEADER];
    if let Some(original_len) = cut {
        record.extend_from_slice(&original_len.to_le_bytes());
    }
    record.extend_from_slice(body);
    record.resize(record.len().next_multiple_of(8), 0);
    let flags = if cut.is_some() { record::flag::TRUNCATED } else { 0 };
    let first = u32::try_from(record.len()).unwrap() | (u32::from(flags) << 24);
    record[..4].copy_from_slice(&first.to_le_bytes());
    record
}

/// The bytes of one value.
fn bytes_of<T: LogValue + ?Sized>(value: &T) -> Vec<u8> {
    let mut room = vec![0; 64 * 1024];
    let mut writer = ValueWriter::new(&mut room, 0);
    value.encode_value(&mut writer);
    assert_eq!(writer.left_out(), 0);
    let written = writer.written();
    room.truncate(written);
    room
}

/// The same in a frame.
fn framed(bytes: &[u8], cut: bool) -> Vec<u8> {
    let head = u32::try_from(bytes.len()).unwrap() | (u32::from(cut) << 31);
    [&head.to_le_bytes(), bytes].concat()
}

/// An event with one field, `v`.
struct One<'v, T: ?Sized>(&'v T);

impl<T: LogValue + ?Sized> LogEvent for One<'_, T> {
    const SCHEMA: &'static Schema = &Schema { fields: &[Field::new::<T>("v", ",\"v\":")], ..EMPTY };
    const LEAF: bool = T::LEAF;

    fn encode_fields<S: FieldSink>(&self, fields: &mut S) {
        fields.field(self.0);
    }
}

/// A whole event, on the way that log calls take.
fn through_record<E: LogEvent>(encoder: &mut dyn Encoder, event: &E) -> String {
    let mut room = vec![0; record::MAX_RECORD];
    let mut scratch = Scratch::new();
    scratch.stage(event, None);
    match record::encode(event, &Head::new(SchemaId(0), 0), None, Some(&scratch), &mut room, true) {
        Encoded::Whole(length) | Encoded::Truncated(length) => room.truncate(length),
        Encoded::NoRoom(_) => panic!("no room in the largest record"),
    }
    Case { schema: E::SCHEMA }.render_record(encoder, &room).expect("a record of our own")
}

/// What stands under `v` when `value` is logged.
fn value_in(encoder: &mut dyn Encoder, value: &(impl LogValue + ?Sized)) -> String {
    let line = through_record(encoder, &One(value));
    let start = line.find("\"v\":").expect("the field is there") + 4;
    line[start..].strip_suffix("}\n").expect("it is the last one").to_owned()
}

/// One line, and that valid JSON.
#[track_caller]
fn check_line(line: &str) {
    assert_eq!(line.find('\n'), Some(line.len() - 1), "one line: {line}");
    let text = line.trim_end_matches('\n');
    if let Err(error) = serde_json::from_str::<&RawValue>(text) {
        panic!("{error}: {text}");
    }
    assert!(text.starts_with(r#"{"timestamp":"2026-11-22T14:03:07.123456789Z","level":""#), "{text}");
    check_characters(text);
}

/// Nothing that could steer a terminal.
#[track_caller]
fn check_characters(text: &str) {
    let bad = |ch: char| ch.is_control() || matches!(ch, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!text.contains(bad), "{text:?}");
}
