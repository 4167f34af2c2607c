//! What is written of single fields, for those who decide by it.
//!
//! A field is rendered as it would be in a line, and then looked at. So nothing can be found out here that the line does not
//! show: not what is hidden from the sink, not what a disposition kept back, not what the scanner would replace.

use std::borrow::Cow;

use super::path::inside;
use super::value::Values;
use crate::encode::Oddities;
use crate::encode::escape::json_string;
use crate::encode::program::Program;
use crate::event::Schema;
use crate::filter::{Number, Written};
use crate::record::Record;
use crate::secret::Class;

/// Reads fields of the events of one schema, as sinks of one clearance see them.
pub(crate) struct FieldReader {
    program: Program,
    json: Vec<u8>,
    spare: Vec<u8>,
}

/// Where a value is: in which field, and where in that.
#[derive(Debug)]
pub(crate) struct FieldPlace {
    index: usize,
    /// The way inside, with dots, as it is in the quotes of a JSON key.
    inside: Option<String>,
}

impl FieldReader {
    pub(crate) fn new(schema: &Schema, clearance: Class) -> Self {
        Self { program: Program::of_event(schema, clearance), json: Vec::new(), spare: Vec::new() }
    }

    /// The place of a path; `None` where no event of the schema has such a field. A field whose name has dots goes before a
    /// way into another one.
    pub(crate) fn place(&self, path: &str) -> Option<FieldPlace> {
        let named = |name: &str| self.program.fields.iter().position(|field| field.name == name);
        if let Some(index) = named(path) {
            return Some(FieldPlace { index, inside: None });
        }
        path.rmatch_indices('.').find_map(|(dot, _)| {
            let (name, rest) = (path.get(..dot)?, path.get(dot + 1..)?);
            let quoted = json_string(rest);
            let inside = quoted.strip_prefix('"')?.strip_suffix('"')?.to_owned();
            Some(FieldPlace { index: named(name)?, inside: Some(inside) })
        })
    }

    /// Looks at what `record` has at a place; `None` where it has nothing there.
    pub(crate) fn read<R>(
        &mut self,
        place: &FieldPlace,
        record: &Record<'_>,
        look: impl FnOnce(&Written<'_>) -> R,
    ) -> Option<R> {
        let Self { program, json, spare } = self;
        let field = program.fields.get(place.index)?;
        let mut reader = program.search(record.fields).find(place.index)?.value(program)?;
        json.clear();
        // Counted where the line itself is written, if it is.
        let mut oddities = Oddities::default();
        let written = Values::new(program, json, spare, &mut oddities).value(field.node, &mut reader);
        // A framed value may have been cut: what there is of it is written. Any other is there as a whole or not at all.
        if written.is_err() && !field.framed {
            return None;
        }
        let json = core::str::from_utf8(json).ok()?;
        let json = match &place.inside {
            None => json,
            Some(path) => inside(json, path)?,
        };
        Some(look(&meaning(json)))
    }
}

/// What a JSON value means.
fn meaning(json: &str) -> Written<'_> {
    match json {
        "null" => Written::Null,
        "true" => Written::Bool(true),
        "false" => Written::Bool(false),
        _ => match json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(text) => Written::Text(unescaped(text)),
            None => Number::parse(json).map_or(Written::Other, Written::Number),
        },
    }
}

/// The text that is the inside of a JSON string. The writer knows no escape for what is beyond the first 65,536 characters.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(ch) = chars.next() {
        if ch != '\\' {
            plain.push(ch);
            continue;
        }
        match chars.next() {
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            Some('t') => plain.push('\t'),
            Some('b') => plain.push('\x08'),
            Some('f') => plain.push('\x0c'),
            Some('u') => {
                let digits = chars.by_ref().take(4).map(|digit| digit.to_digit(16).unwrap_or_default());
                let code = digits.fold(0, |code, digit| code * 16 + digit);
                plain.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            Some(itself) => plain.push(itself),
            None => {}
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_as_it_was_before_it_was_escaped() {
        for text in ["plain", "", "\"\\\n\r\t\u{8}\u{c}\0\u{7f}\u{2028}\u{202e}", "\\n \\u0041", "größe 🦀"]
        {
            let json = json_string(text);
            assert_eq!(meaning(&json), Written::Text(Cow::Borrowed(text)), "{json}");
        }
    }

    #[test]
    fn every_kind_of_value_has_a_meaning() {
        assert_eq!(meaning("null"), Written::Null);
        assert_eq!(meaning("true"), Written::Bool(true));
        assert_eq!(meaning("-7"), Written::Number(Number::parse("-7").unwrap()));
        assert_eq!(meaning("1.5"), Written::Number(Number::Float(1.5)));
        assert_eq!(meaning("[1]"), Written::Other);
        assert_eq!(meaning("{}"), Written::Other);
    }
}
