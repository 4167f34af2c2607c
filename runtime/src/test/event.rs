//! One captured event.

use core::fmt;
use core::time::Duration;
use std::borrow::Cow;
use std::sync::Arc;
use std::time::SystemTime;

use serde_json::{Map, Value};

use super::keep::Line;
use crate::event::{self, LogEvent, Registered, SchemaId};
use crate::level::Level;

/// Keys of a line that are no fields of the event.
const HEAD: [&str; 10] = [
    "timestamp",
    "level",
    "target",
    "event",
    "message",
    "thread",
    "context",
    "truncated",
    "suppressed",
    "repeated",
];

/// One event that was captured, as a sink with the usual clearance sees it.
///
/// It stays what it is when the capture ends. `Display` shows it as a line for people.
#[derive(Clone)]
pub struct CapturedEvent {
    number: usize,
    kept: Arc<Kept>,
}

struct Kept {
    level: Level,
    unix_nanos: u64,
    registered: Registered,
    line: Value,
    fields: Map<String, Value>,
    /// What a sink with the highest clearance gets.
    cleared: String,
    pretty: String,
}

impl CapturedEvent {
    /// From its three renderings; `None` when they do not belong together, which only a loss could bring about. Most events
    /// are of `usual_thread`.
    pub(super) fn new(json: &Line, cleared: &Line, pretty: &Line, usual_thread: &str) -> Option<Self> {
        let same = |other: &Line| (other.event_id, other.unix_nanos) == (json.event_id, json.unix_nanos);
        if !same(cleared) || !same(pretty) {
            return None;
        }
        let line: Value = serde_json::from_str(&json.text).ok()?;
        let own = |(key, _): &(&String, &Value)| !HEAD.contains(&key.as_str());
        let fields = line.as_object()?.iter().filter(own);
        // Date and time take 24 columns, and say nothing to who reads why a test failed; nor does the usual thread.
        let pretty = pretty.text.get(24..).unwrap_or(&pretty.text);
        let thread = pretty.strip_suffix(usual_thread).and_then(|rest| rest.strip_suffix(' '));
        Some(Self {
            number: 0,
            kept: Arc::new(Kept {
                level: json.level,
                unix_nanos: json.unix_nanos,
                registered: event::registered(SchemaId(json.event_id))?,
                fields: fields.map(|(key, value)| (key.clone(), value.clone())).collect(),
                line,
                cleared: cleared.text.clone(),
                pretty: thread.unwrap_or(pretty).to_owned(),
            }),
        })
    }

    pub(super) fn numbered(self, number: usize) -> Self {
        Self { number, ..self }
    }

    /// Whether it is a report of the capture's own logger.
    pub(super) fn is_report(&self) -> bool {
        (self.target(), self.thread()) == ("blackbar", "blackbar")
    }

    /// Its place among the events of the capture, from 0 on.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// Its level.
    #[must_use]
    pub fn level(&self) -> Level {
        self.kept.level
    }

    /// Where it belongs: `target:` of the call, `target` of its type, or the module of the call.
    #[must_use]
    pub fn target(&self) -> &'static str {
        self.kept.registered.target()
    }

    /// Its name, for instance `user.login`; of an inline event without a `name:` the module and line of the call.
    #[must_use]
    pub fn name(&self) -> Cow<'static, str> {
        self.kept.registered.event_name()
    }

    /// Its message, if it has one.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.text("message")
    }

    /// The name of the thread that logged it, or its number.
    #[must_use]
    pub fn thread(&self) -> &str {
        self.text("thread").unwrap_or_default()
    }

    /// File and line of the call.
    #[must_use]
    pub fn location(&self) -> (&'static str, u32) {
        self.kept.registered.location()
    }

    /// When it was logged.
    #[must_use]
    pub fn timestamp(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_nanos(self.kept.unix_nanos)
    }

    /// What is written of its fields, by their keys.
    #[must_use]
    pub fn fields(&self) -> &Map<String, Value> {
        &self.kept.fields
    }

    /// What is written of a field: `"user_id"`, or of one inside of another: `"user.address.zip"`.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Value> {
        find(&self.kept.fields, key)
    }

    /// What is written of a value of the context that was in force, by its key.
    #[must_use]
    pub fn context(&self, key: &str) -> Option<&Value> {
        find(self.kept.line.get("context")?.as_object()?, key)
    }

    /// The whole line, with what is no field: `suppressed`, `truncated`, the `context`.
    #[must_use]
    pub fn json(&self) -> &Value {
        &self.kept.line
    }

    /// Whether it is of this type: `event.is::<UserLogin>()`. Types with generic arguments are told apart where what they
    /// log differs; lifetimes do not matter.
    #[must_use]
    pub fn is<E: LogEvent>(&self) -> bool {
        E::SCHEMA.same_as(self.kept.registered.schema)
    }

    /// Checks what is written of a field, and returns the event, so that several checks can stand in a row.
    ///
    /// # Panics
    /// When the event has no such field, or another value there.
    #[track_caller]
    pub fn assert_field(&self, key: &str, expected: impl Into<Value>) -> &Self {
        let condition = super::query::Condition::Field(key.to_owned(), expected.into());
        if let Some(difference) = condition.difference(self) {
            super::report::fail(&format!("{} is not as expected:\n  {difference}\n\n  {self}", self.place()));
        }
        self
    }

    /// `#3 user.login (src/user.rs:12)`.
    pub(super) fn place(&self) -> String {
        let (file, line) = self.location();
        format!("#{} {} ({file}:{line})", self.number(), self.name())
    }

    pub(super) fn cleared(&self) -> &str {
        &self.kept.cleared
    }

    pub(super) fn registered(&self) -> &Registered {
        &self.kept.registered
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.kept.line.get(key)?.as_str()
    }
}

/// By the key itself, or by the keys on the way to it.
fn find<'v>(values: &'v Map<String, Value>, key: &str) -> Option<&'v Value> {
    if let Some(value) = values.get(key) {
        return Some(value);
    }
    let (outer, inner) = key.split_once('.')?;
    find(values.get(outer)?.as_object()?, inner)
}

/// A line for people, without the time, and without the thread where that is the test's own.
impl fmt::Display for CapturedEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kept.pretty)
    }
}

impl fmt::Debug for CapturedEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CapturedEvent")
            .field("number", &self.number())
            .field("level", &self.level())
            .field("name", &self.name())
            .field("message", &self.message())
            .field("fields", self.fields())
            .finish_non_exhaustive()
    }
}
