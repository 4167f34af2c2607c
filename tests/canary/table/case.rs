//! One event with a canary in it, and what is expected of it.

use blackbar::Logger;
use serde_json::Value;

use crate::search::make;

/// An event to log, and what may be seen of it.
pub(crate) struct Case {
    /// Disposition, shape and form, for the messages of tests that fail.
    pub(crate) label: String,
    pub(crate) planted: Planted,
    /// Characters in a row that the disposition may show.
    pub(crate) shown: usize,
    pub(crate) expect: Expect,
    /// Where in the line the leaf is: a JSON pointer.
    pub(crate) at: &'static str,
    log: Log,
}

/// Logs the event.
type Log = Box<dyn Fn(&Logger, Marks) + Send + Sync>;

/// What must not be seen.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Planted {
    Text(&'static str),
    Number(u64),
}

/// What stands in a field of every event, to be seen.
pub(crate) struct Marks {
    /// The number of the case.
    pub(crate) case: u64,
    /// A canary that nothing protects.
    pub(crate) control: String,
}

/// What stands in the line in place of the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expect {
    /// Not even the key.
    Absent,
    Placeholder,
    Masked,
    /// The hash of the value under the logger's key.
    Hashed,
    /// The number of its characters.
    Length,
    /// Its beginning, and that there was more.
    Cut,
    /// A text in which a detector has replaced something.
    Scanned,
}

impl Case {
    pub(crate) fn log(&self, logger: &Logger, case: usize) {
        (self.log)(logger, Marks { case: case as u64, control: Self::control(case) });
    }

    /// The canary of that case that nothing protects.
    pub(crate) fn control(case: usize) -> String {
        make::text(1_000_000 + case as u64)
    }
}

impl Planted {
    /// As it would be written if nothing protected it.
    pub(crate) fn text(self) -> String {
        match self {
            Self::Text(text) => text.to_owned(),
            Self::Number(number) => number.to_string(),
        }
    }
}

impl Expect {
    /// Whether `found`, which stands in the line, is what is expected.
    pub(crate) fn is_met_by(self, found: Option<&Value>) -> bool {
        let text = found.and_then(Value::as_str).unwrap_or_default();
        match self {
            Self::Absent => found.is_none(),
            Self::Placeholder => text == "[redacted]",
            Self::Masked => text.contains("***"),
            Self::Hashed => text.strip_prefix("k7:").is_some_and(|hash| hash.len() == 22),
            Self::Length => found == Some(&Value::from(make::LENGTH)),
            Self::Cut => text.chars().count() == 5 && text.ends_with('…'),
            Self::Scanned => text.contains("[redacted:"),
        }
    }
}

/// The cases, as they are made.
#[derive(Default)]
pub(crate) struct Cases(Vec<Case>);

/// What a row of the table says about a disposition.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) shown: usize,
    pub(crate) expect: Expect,
}

impl Cases {
    /// Adds an event with a text in it. `make` is given the canary.
    pub(crate) fn text(
        &mut self,
        label: String,
        row: Row,
        at: &'static str,
        log: impl Fn(&Logger, &'static str, Marks) + Send + Sync + 'static,
    ) {
        // For the rest of the process, as a literal would be.
        let secret: &'static str = Box::leak(make::text(self.0.len() as u64).into_boxed_str());
        let log = move |logger: &Logger, marks| log(logger, secret, marks);
        self.add(label, Planted::Text(secret), row, at, Box::new(log));
    }

    /// Adds an event with a number in it.
    pub(crate) fn number(
        &mut self,
        label: String,
        row: Row,
        at: &'static str,
        log: impl Fn(&Logger, u64, Marks) + Send + Sync + 'static,
    ) {
        let secret = make::digits(self.0.len() as u64);
        self.add(
            label,
            Planted::Number(secret),
            row,
            at,
            Box::new(move |logger, marks| log(logger, secret, marks)),
        );
    }

    fn add(
        &mut self,
        label: String,
        planted: Planted,
        Row { shown, expect }: Row,
        at: &'static str,
        log: Log,
    ) {
        self.0.push(Case { label, planted, shown, expect, at, log });
    }

    pub(super) fn all(self) -> Vec<Case> {
        self.0
    }
}
