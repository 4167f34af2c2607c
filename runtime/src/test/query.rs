//! Which events are meant, and what is claimed of them.

use core::fmt;

use serde_json::{Map, Value};

use super::captured::{Captured, same_value};
use super::event::CapturedEvent;
use super::report::{self, Failure};
use crate::event::{LogEvent, Schema};
use crate::level::Level;

/// Which events are meant: begun by [`Captured::of`], [`named`](Captured::named) or [`any`](Captured::any), narrowed by
/// conditions, ended by what is claimed of them.
///
/// A claim that does not hold panics and says what was expected, which event comes nearest and what is different there, and
/// shows all that was captured.
#[must_use = "say what is claimed of these events, for instance `.assert_one()`"]
pub struct Query<'c> {
    captured: &'c Captured,
    wanted: Wanted,
    conditions: Vec<Condition<'c>>,
}

/// Events of a type, of a name, or all.
#[derive(Debug, Clone)]
pub(super) enum Wanted {
    Type(&'static Schema),
    Name(String),
    Any,
}

/// What must be true of an event.
pub(super) enum Condition<'c> {
    Field(String, Value),
    Context(String, Value),
    Level(Level),
    Message(String),
    /// What it is about, in words, and the test's own code.
    Check(String, Box<dyn Fn(&CapturedEvent) -> bool + 'c>),
}

impl<'c> Query<'c> {
    pub(super) fn new(captured: &'c Captured, wanted: Wanted) -> Self {
        Self { captured, wanted, conditions: Vec::new() }
    }

    /// Those where this is written of a field: `.with("user_id", 42)`. What is inside of another field is named by both:
    /// `.with("user.id", 42)`. Numbers are compared by what they are worth.
    pub fn with(self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.and(Condition::Field(key.into(), value.into()))
    }

    /// Those where this is written of a value of the context.
    pub fn with_context(self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.and(Condition::Context(key.into(), value.into()))
    }

    /// Those with this message.
    pub fn with_message(self, message: impl Into<String>) -> Self {
        self.and(Condition::Message(message.into()))
    }

    /// Those of this level.
    pub fn with_level(self, level: Level) -> Self {
        self.and(Condition::Level(level))
    }

    /// Those of which `is_meant` is true; `what` says in a failure what that is about.
    pub fn matching(self, what: impl Into<String>, is_meant: impl Fn(&CapturedEvent) -> bool + 'c) -> Self {
        self.and(Condition::Check(what.into(), Box::new(is_meant)))
    }

    fn and(mut self, condition: Condition<'c>) -> Self {
        self.conditions.push(condition);
        self
    }

    /// The events that are meant, oldest first.
    ///
    /// # Panics
    /// As [`Captured::all`].
    #[must_use]
    #[track_caller]
    pub fn events(&self) -> Vec<CapturedEvent> {
        self.meant(&self.captured.all())
    }

    /// Checks that there is exactly one, and returns it.
    ///
    /// # Panics
    /// When there is none, or there are more; and when an event was lost on its way, so that nobody knows.
    #[track_caller]
    pub fn assert_one(&self) -> CapturedEvent {
        let all = self.captured.all_of_them();
        let meant = self.meant(&all);
        match &meant[..] {
            [event] => event.clone(),
            _ => self.fail("exactly one", &meant, &all),
        }
    }

    /// Checks that there is one at least, and returns the first.
    ///
    /// # Panics
    /// When there is none; and when an event was lost on its way, so that nobody knows.
    #[track_caller]
    pub fn assert_some(&self) -> CapturedEvent {
        let all = self.captured.all_of_them();
        let meant = self.meant(&all);
        match meant.first() {
            Some(event) => event.clone(),
            None => self.fail("at least one", &meant, &all),
        }
    }

    /// Checks that there is none.
    ///
    /// # Panics
    /// When there is one; and when an event was lost on its way, so that nobody knows.
    #[track_caller]
    pub fn assert_none(&self) {
        self.assert_exactly("no", 0);
    }

    /// Checks that there are this many, and returns them.
    ///
    /// # Panics
    /// When there are fewer or more; and when an event was lost on its way, so that nobody knows.
    #[track_caller]
    pub fn assert_count(&self, count: usize) -> Vec<CapturedEvent> {
        self.assert_exactly(&count.to_string(), count)
    }

    #[track_caller]
    fn assert_exactly(&self, expected: &str, count: usize) -> Vec<CapturedEvent> {
        let all = self.captured.all_of_them();
        let meant = self.meant(&all);
        if meant.len() != count {
            self.fail(expected, &meant, &all);
        }
        meant
    }

    fn meant(&self, all: &[CapturedEvent]) -> Vec<CapturedEvent> {
        let holds = |event: &&CapturedEvent| {
            self.wanted.has(event) && self.conditions.iter().all(|it| it.difference(event).is_none())
        };
        all.iter().filter(holds).cloned().collect()
    }

    #[track_caller]
    fn fail(&self, expected: &str, meant: &[CapturedEvent], all: &[CapturedEvent]) -> ! {
        let conditions: Vec<String> = self.conditions.iter().map(Condition::to_string).collect();
        report::fail(
            &Failure {
                expected,
                wanted: &self.wanted,
                conditions: &conditions,
                meant,
                all,
                near: &self.near(all),
                unheard: self.captured.unheard(),
            }
            .to_string(),
        )
    }

    /// The events that come nearest, with what is different, the nearest first.
    fn near(&self, all: &[CapturedEvent]) -> Vec<(CapturedEvent, Vec<String>)> {
        let mut near: Vec<_> = all
            .iter()
            .filter(|event| self.wanted.has(event))
            .map(|event| {
                let differences = self.conditions.iter().filter_map(|it| it.difference(event));
                (event.clone(), differences.collect::<Vec<_>>())
            })
            // Where nothing is right, nothing is near, unless at least the type is.
            .filter(|(_, differences)| {
                !differences.is_empty()
                    && (!matches!(self.wanted, Wanted::Any) || differences.len() < self.conditions.len())
            })
            .collect();
        near.sort_by_key(|(_, differences)| differences.len());
        near
    }
}

impl Wanted {
    pub(super) fn of<E: LogEvent>() -> Self {
        Self::Type(E::SCHEMA)
    }

    pub(super) fn named(name: &str) -> Self {
        Self::Name(name.to_owned())
    }

    pub(super) fn has(&self, event: &CapturedEvent) -> bool {
        match self {
            Self::Type(schema) => schema.same_as(event.registered().schema),
            Self::Name(name) => event.name() == name.as_str(),
            Self::Any => true,
        }
    }
}

/// `` `user.login` (UserLogin) ``, or `event` for any.
impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(schema) => write!(f, "`{}` ({})", schema.name, schema.type_name),
            Self::Name(name) => write!(f, "`{name}`"),
            Self::Any => f.write_str("event"),
        }
    }
}

impl Condition<'_> {
    /// What is different in `event`; `None` when the condition holds.
    pub(super) fn difference(&self, event: &CapturedEvent) -> Option<String> {
        match self {
            Self::Field(key, expected) => difference(key, expected, event.field(key), || {
                format!("no such field; {}", keys(event.fields()))
            }),
            Self::Context(key, expected) => {
                difference(&format!("context {key}"), expected, event.context(key), || {
                    let context = event.json().get("context").and_then(Value::as_object);
                    context.map_or("no context".to_owned(), |it| format!("nothing there; {}", keys(it)))
                })
            }
            Self::Level(expected) => (event.level() != *expected)
                .then(|| format!("level: expected {expected}, found {}", event.level())),
            Self::Message(expected) => (event.message() != Some(expected.as_str())).then(|| {
                let found = event.message().map_or("none".to_owned(), |message| format!("{message:?}"));
                format!("message: expected {expected:?}, found {found}")
            }),
            Self::Check(what, is_meant) => (!is_meant(event)).then(|| format!("not so: {what}")),
        }
    }
}

impl fmt::Display for Condition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(key, value) => write!(f, "{key} = {value}"),
            Self::Context(key, value) => write!(f, "context {key} = {value}"),
            Self::Level(level) => write!(f, "level = {level}"),
            Self::Message(message) => write!(f, "message = {message:?}"),
            Self::Check(what, _) => f.write_str(what),
        }
    }
}

fn difference(
    key: &str,
    expected: &Value,
    found: Option<&Value>,
    missing: impl FnOnce() -> String,
) -> Option<String> {
    match found {
        Some(found) if same_value(found, expected) => None,
        Some(found) => Some(format!("{key}: expected {expected}, found {found}")),
        None => Some(format!("{key}: expected {expected}, but there is {}", missing())),
    }
}

fn keys(values: &Map<String, Value>) -> String {
    let keys: Vec<&str> = values.keys().map(String::as_str).collect();
    if keys.is_empty() { "it has none".to_owned() } else { format!("it has {}", keys.join(", ")) }
}

impl fmt::Debug for Query<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query").field("wanted", &self.wanted).finish_non_exhaustive()
    }
}
