//! Conditions: what a directive asks of the fields of an event.
//!
//! A condition is about what is *written* of a field, in the form in which a JSON line shows it. Who knows that is not this
//! module: it is handed a [`Written`].

use core::cmp::Ordering;
use core::fmt;
use std::borrow::Cow;

use super::number::Number;

/// One comparison, such as `status>=500`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Condition {
    /// The key of the field; after dots, what is inside of it.
    pub(super) field: String,
    pub(super) test: Test,
}

/// What is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Test {
    Equal(Value),
    Unequal(Value),
    Less(Number),
    AtMost(Number),
    More(Number),
    AtLeast(Number),
    Starts(String),
    Contains(String),
}

/// A value that stands in a directive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
}

/// What is written of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Written<'w> {
    Null,
    Bool(bool),
    Number(Number),
    Text(Cow<'w, str>),
    /// A list or an object.
    Other,
}

impl Condition {
    /// The field it is about, as the directive names it.
    pub(crate) fn field(&self) -> &str {
        &self.field
    }

    /// Whether it holds for a field of which this is written.
    pub(crate) fn holds(&self, written: &Written<'_>) -> bool {
        let order = |number: &Number| match written {
            Written::Number(written) => Some(written.order(*number)),
            _ => None,
        };
        match &self.test {
            Test::Equal(value) => value.is(written),
            Test::Unequal(value) => !value.is(written),
            Test::Less(number) => order(number) == Some(Ordering::Less),
            Test::AtMost(number) => order(number).is_some_and(Ordering::is_le),
            Test::More(number) => order(number) == Some(Ordering::Greater),
            Test::AtLeast(number) => order(number).is_some_and(Ordering::is_ge),
            Test::Starts(text) => matches!(written, Written::Text(written) if written.starts_with(text)),
            Test::Contains(text) => matches!(written, Written::Text(written) if written.contains(text)),
        }
    }
}

impl Value {
    fn is(&self, written: &Written<'_>) -> bool {
        match (self, written) {
            (Self::Null, Written::Null) => true,
            (Self::Bool(value), Written::Bool(written)) => value == written,
            (Self::Number(value), Written::Number(written)) => value.order(*written).is_eq(),
            (Self::Text(value), Written::Text(written)) => value == written,
            _ => false,
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.field)?;
        match &self.test {
            Test::Equal(value) => write!(f, "={value}"),
            Test::Unequal(value) => write!(f, "!={value}"),
            Test::Less(number) => write!(f, "<{number}"),
            Test::AtMost(number) => write!(f, "<={number}"),
            Test::More(number) => write!(f, ">{number}"),
            Test::AtLeast(number) => write!(f, ">={number}"),
            Test::Starts(text) => write!(f, "^={}", Quoted(text)),
            Test::Contains(text) => write!(f, "*={}", Quoted(text)),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => write!(f, "{}", Quoted(text)),
        }
    }
}

/// A text in quotes, as the grammar wants it.
struct Quoted<'t>(&'t str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write as _;
        f.write_char('"')?;
        for ch in self.0.chars() {
            if matches!(ch, '"' | '\\') {
                f.write_char('\\')?;
            }
            f.write_char(ch)?;
        }
        f.write_char('"')
    }
}
