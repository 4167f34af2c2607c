//! The grammar of directives.
//!
//! ```text
//! filter     = [ directive ] *( "," [ directive ] )
//! directive  = level
//!            | target [ "=" level ]
//!            | "event[" name "]" [ conditions ] "=" level
//! target     = 1*( any character but  , = [ ] { } " * / and white space )
//! name       = the same, and "/"
//! conditions = "{" condition *( "," condition ) "}"
//! condition  = field ( "=" | "!=" ) value
//!            | field ( "<" | "<=" | ">" | ">=" ) number
//!            | field ( "^=" | "*=" ) text
//! field      = 1*( any character of a name but  < > ! ^ ~ )
//! value      = number | text | "true" | "false" | "null"
//! number     = [ "-" ] digits [ "." digits ] [ ( "e" | "E" ) [ "+" | "-" ] digits ]
//! text       = quote *( any character but a quote, a backslash and control characters | "\" quote | "\\" ) quote
//! level      = "off" | "critical" | "error" | "warn" | "info" | "debug" | "trace", in any case
//! ```
//!
//! White space means nothing around directives, `=`, and the parts of a condition. A comma between brackets or in quotes
//! does not end a directive, unless a bracket is left open: then the first one does.

mod conditions;

use core::fmt;

use conditions::Cursor;

use super::Directive;
use super::decision::Conditional;
use crate::error::{Error, Result};
use crate::level::LevelFilter;

const LEVELS: [&str; 7] = ["off", "critical", "error", "warn", "info", "debug", "trace"];

/// Words of other loggers, and what they are here.
const FOREIGN_LEVELS: [(&str, &str); 10] = [
    ("none", "off"),
    ("fatal", "critical"),
    ("crit", "critical"),
    ("emergency", "critical"),
    ("alert", "critical"),
    ("err", "error"),
    ("warning", "warn"),
    ("notice", "info"),
    ("verbose", "trace"),
    ("all", "trace"),
];

/// The directives of a text in turn, each read or refused; empty ones are passed over.
pub(super) fn directives(text: &str) -> impl Iterator<Item = Result<Directive>> {
    let mut rest = Some(text);
    let pieces = core::iter::from_fn(move || {
        let text = rest?;
        let end = end_of_directive(text);
        rest = text.get(end + 1..);
        text.get(..end)
    });
    pieces
        .scan(0, |start, piece| {
            let blank = piece.chars().take_while(|ch| ch.is_whitespace()).count();
            let column = *start + blank;
            *start += piece.chars().count() + 1;
            Some(Text { whole: piece.trim(), column })
        })
        .filter(|text| !text.whole.is_empty())
        .map(|text| text.directive())
}

/// The byte at which the first directive of `text` ends: its first comma outside of brackets.
fn end_of_directive(text: &str) -> usize {
    let mut open = 0_u32;
    let mut in_quotes = false;
    let mut chars = text.char_indices();
    while let Some((at, ch)) = chars.next() {
        match ch {
            // Quotes belong to values, and those stand in braces.
            '"' if open > 0 => in_quotes = !in_quotes,
            '\\' if in_quotes => drop(chars.next()),
            _ if in_quotes => {}
            '[' | '{' => open += 1,
            ']' | '}' => open = open.saturating_sub(1),
            ',' if open == 0 => return at,
            _ => {}
        }
    }
    // A bracket that is never closed must not swallow the directives after it.
    if open > 0 { text.find(',').unwrap_or(text.len()) } else { text.len() }
}

/// The text of one directive, and how many characters stand before it.
#[derive(Clone, Copy)]
struct Text<'t> {
    whole: &'t str,
    column: usize,
}

impl<'t> Text<'t> {
    fn directive(self) -> Result<Directive> {
        if let Some(rest) = self.whole.strip_prefix("event[") {
            return self.event(rest);
        }
        let braces = self.whole.find('{').filter(|at| self.whole.find('=').is_none_or(|equals| *at < equals));
        if let Some(at) = braces {
            let here = self.whole.get(at..).unwrap_or_default();
            return Err(self.refused(
                here,
                "name the event that has the field, as in `event[http.request]{status>=500}=info`",
            ));
        }
        match self.whole.split_once('=') {
            None => self.word(),
            Some((target, level)) => {
                let target = self.target(target.trim_end())?;
                Ok(Directive::Target(target.to_owned(), self.level(level)?))
            }
        }
    }

    /// A word by itself: a level, or a target with everything that comes from there.
    fn word(self) -> Result<Directive> {
        if let Ok(level) = self.whole.parse() {
            return Ok(Directive::Default(level));
        }
        // A misspelt level must not be taken for a target of that name.
        if let Some(level) = meant_level(self.whole) {
            let word = self.whole;
            return Err(
                self.refused(word, format_args!("write `{level}`, or `{word}=trace` if it is a target"))
            );
        }
        let target = self.target(self.whole)?;
        Ok(Directive::Target(target.to_owned(), LevelFilter::Trace))
    }

    /// What follows `event[`.
    fn event(self, rest: &'t str) -> Result<Directive> {
        let Some((name, rest)) = rest.split_once(']') else {
            return Err(self.refused(rest, "close the bracket, as in `event[user.login]=debug`"));
        };
        if name.is_empty() {
            return Err(self.refused(name, "name the event, as in `event[user.login]=debug`"));
        }
        self.check_name(name, "an event's name", reserved)?;
        let rest = rest.trim_start();
        let (conditions, rest) = match rest.strip_prefix('{') {
            Some(conditions) => Cursor::new(self, conditions).conditions()?,
            None => (Vec::new(), rest),
        };
        let rest = rest.trim_start();
        let Some(level) = rest.strip_prefix('=') else {
            let example = if conditions.is_empty() { "" } else { "{…}" };
            let fix = format_args!("write a level after it, as in `event[{name}]{example}=debug`");
            return Err(self.refused(rest, fix));
        };
        let level = self.level(level)?;
        Ok(if conditions.is_empty() {
            Directive::Event(name.to_owned(), level)
        } else {
            Directive::Conditional(name.to_owned(), Conditional { conditions, level })
        })
    }

    fn target(self, target: &'t str) -> Result<&'t str> {
        if target.is_empty() {
            return Err(
                self.refused(self.whole, "write a target before `=`, or the level alone for all targets")
            );
        }
        if target.contains('[') {
            return Err(self.refused(
                target,
                "write `event[name]=level` for an event, `my_app::module=level` for a target",
            ));
        }
        self.check_name(target, "a target", |ch| reserved(ch) || ch == '/')?;
        Ok(target)
    }

    fn level(self, level: &'t str) -> Result<LevelFilter> {
        let level = level.trim();
        level.parse().map_err(|_| match meant_level(level) {
            Some(meant) => self.refused(level, format_args!("write `{meant}` for the level")),
            None => self.refused(level, format_args!("write one of {} after `=`", LEVELS.join(", "))),
        })
    }

    fn check_name(self, name: &'t str, what: &str, refused: impl Fn(char) -> bool) -> Result<()> {
        match name.char_indices().find(|&(_, ch)| refused(ch)) {
            None => Ok(()),
            Some((at, ch)) => {
                let from = name.get(at..).unwrap_or_default();
                Err(self.refused(from, format_args!("leave out {ch:?}; {what} cannot contain it")))
            }
        }
    }

    /// The error for this directive, at the character where `part` of it begins.
    fn refused(self, part: &str, fix: impl fmt::Display) -> Error {
        let before = part.as_ptr().addr().checked_sub(self.whole.as_ptr().addr());
        let before = before.and_then(|at| self.whole.get(..at)).map_or(0, |before| before.chars().count());
        let column = self.column + before + 1;
        Error::invalid("filter", self.whole, format!("at character {column}: {fix}"))
    }
}

/// What keeps its meaning for the grammar.
fn reserved(ch: char) -> bool {
    ch.is_whitespace() || ch.is_control() || matches!(ch, ',' | '=' | '[' | ']' | '{' | '}' | '"' | '*')
}

/// The level that a word was most likely meant to be.
fn meant_level(word: &str) -> Option<&'static str> {
    let foreign = FOREIGN_LEVELS.iter().find(|(foreign, _)| word.eq_ignore_ascii_case(foreign));
    foreign.map(|&(_, level)| level).or_else(|| blackbar_rules::suggest(word, &LEVELS))
}
