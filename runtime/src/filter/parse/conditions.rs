//! The conditions of a directive: what stands in its braces.

use super::{Text, reserved};
use crate::error::{Error, Result};
use crate::filter::condition::{Condition, Test, Value};
use crate::filter::number::{NoNumber, Number};

/// Operators, those first that begin with another one.
const OPERATORS: [(&str, Op); 8] = [
    ("!=", Op::Unequal),
    ("<=", Op::AtMost),
    (">=", Op::AtLeast),
    ("^=", Op::Starts),
    ("*=", Op::Contains),
    ("=", Op::Equal),
    ("<", Op::Less),
    (">", Op::More),
];

#[derive(Debug, Clone, Copy)]
enum Op {
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    Starts,
    Contains,
}

/// What is left to read of a directive.
pub(super) struct Cursor<'t> {
    text: Text<'t>,
    rest: &'t str,
}

impl<'t> Cursor<'t> {
    /// Reads from where `rest` of the directive begins.
    pub(super) fn new(text: Text<'t>, rest: &'t str) -> Self {
        Self { text, rest }
    }

    /// Conditions up to the closing brace; returns them and what stands behind it.
    pub(super) fn conditions(mut self) -> Result<(Vec<Condition>, &'t str)> {
        let mut conditions = Vec::new();
        loop {
            conditions.push(self.condition()?);
            self.skip_space();
            if let Some(rest) = self.rest.strip_prefix('}') {
                return Ok((conditions, rest));
            }
            let Some(rest) = self.rest.strip_prefix(',') else {
                let fix = if self.rest.is_empty() {
                    "close the brace, as in `event[http.request]{status>=500}=info`"
                } else {
                    "write `,` before another condition, or `}` after the last"
                };
                return Err(self.refused(fix));
            };
            self.rest = rest;
        }
    }

    fn condition(&mut self) -> Result<Condition> {
        self.skip_space();
        let field = self.take_while(|ch| !ends_field(ch));
        if field.is_empty() {
            return Err(self.refused("name a field and compare it, as in `status>=500`"));
        }
        self.skip_space();
        let op = self.operator(field)?;
        self.skip_space();
        let value = self.rest;
        let test = self.value()?;
        let test = match (op, test) {
            (Op::Equal, value) => Test::Equal(value),
            (Op::Unequal, value) => Test::Unequal(value),
            (Op::Less, Value::Number(number)) => Test::Less(number),
            (Op::AtMost, Value::Number(number)) => Test::AtMost(number),
            (Op::More, Value::Number(number)) => Test::More(number),
            (Op::AtLeast, Value::Number(number)) => Test::AtLeast(number),
            (Op::Starts, Value::Text(text)) => Test::Starts(text),
            (Op::Contains, Value::Text(text)) => Test::Contains(text),
            (Op::Starts | Op::Contains, _) => {
                return Err(self.text.refused(value, "write a text in quotes; only texts have parts"));
            }
            (Op::Less | Op::AtMost | Op::More | Op::AtLeast, _) => {
                return Err(self.text.refused(value, "write a number; only numbers are greater or less"));
            }
        };
        Ok(Condition { field: field.to_owned(), test })
    }

    fn operator(&mut self, field: &str) -> Result<Op> {
        let known = OPERATORS.iter().find_map(|(word, op)| Some((self.rest.strip_prefix(word)?, *op)));
        let Some((rest, op)) = known else {
            let fix = match self.rest.chars().next() {
                None | Some(',' | '}') => {
                    format!("compare it with a value, or write `{field}!=null` to ask whether there is one")
                }
                _ => "write one of =, !=, <, <=, >, >=, ^= (starts with), *= (contains)".to_owned(),
            };
            return Err(self.refused(&fix));
        };
        self.rest = rest;
        match (op, rest.chars().next()) {
            (Op::Equal, Some('=')) => Err(self.refused("leave it out; one `=` compares")),
            (Op::Equal, Some('~' | '^' | '*')) => {
                Err(self.refused("write `^=` for how a text starts, `*=` for what it contains"))
            }
            (Op::Equal, Some('>')) => Err(self.refused("write `>=` for greater or equal")),
            (Op::Equal, Some('<')) => Err(self.refused("write `<=` for less or equal")),
            _ => Ok(op),
        }
    }

    fn value(&mut self) -> Result<Value> {
        if let Some(rest) = self.rest.strip_prefix('"') {
            return self.quoted(rest);
        }
        let start = self.rest;
        let word = self.take_while(|ch| ch.is_alphanumeric() || matches!(ch, '_' | '.' | '-' | '+'));
        let refused = |fix: &str| Err(self.text.refused(start, fix));
        match word {
            "null" => Ok(Value::Null),
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            "" => refused("write a number, a text in quotes, true, false or null"),
            _ => match Number::parse(word) {
                Ok(number) => Ok(Value::Number(number)),
                Err(NoNumber::TooLarge) => refused("write a number of at most 128 bits"),
                Err(NoNumber::Malformed) if word.starts_with(|ch: char| ch.is_ascii_digit() || ch == '-') => {
                    refused(&format!("write a number like 500, -1 or 0.25, or a text in quotes: \"{word}\""))
                }
                Err(NoNumber::Malformed) => refused(&format!("write a text in quotes: \"{word}\"")),
            },
        }
    }

    /// A text whose opening quote was read.
    fn quoted(&mut self, rest: &'t str) -> Result<Value> {
        let mut text = String::new();
        let mut chars = rest.char_indices();
        while let Some((at, ch)) = chars.next() {
            match ch {
                '"' => {
                    self.rest = rest.get(at + 1..).unwrap_or_default();
                    return Ok(Value::Text(text));
                }
                '\\' => match chars.next() {
                    Some((_, escaped @ ('"' | '\\'))) => text.push(escaped),
                    _ => {
                        let here = rest.get(at..).unwrap_or_default();
                        return Err(self
                            .text
                            .refused(here, "write `\\\\` for a backslash, `\\\"` for a quote"));
                    }
                },
                ch if ch.is_control() => {
                    let here = rest.get(at..).unwrap_or_default();
                    return Err(self
                        .text
                        .refused(here, format_args!("leave out {ch:?}; a text is one line")));
                }
                ch => text.push(ch),
            }
        }
        Err(self.refused("close the quote"))
    }

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take_while(&mut self, goes_on: impl Fn(char) -> bool) -> &'t str {
        let end = self.rest.find(|ch| !goes_on(ch)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn refused(&self, fix: &str) -> Error {
        self.text.refused(self.rest, fix)
    }
}

fn ends_field(ch: char) -> bool {
    reserved(ch) || matches!(ch, '<' | '>' | '!' | '^' | '~')
}
