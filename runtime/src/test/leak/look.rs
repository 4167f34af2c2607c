//! Where a value is in captured events.

use core::fmt;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::sought::As;
use crate::event::Piece;
use crate::test::event::CapturedEvent;
use crate::test::search::{Reach, Search};

/// Bytes of a text, and digits of a number, that are looked for at least.
const SHORTEST: usize = 4;

/// One place where the value is.
pub(super) struct Leak {
    event: String,
    place: String,
    forms: BTreeSet<String>,
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let forms: Vec<&str> = self.forms.iter().map(String::as_str).collect();
        write!(f, "  {}, {}: {}", self.event, self.place, forms.join(", "))
    }
}

/// Every place where the value is.
///
/// # Errors
/// When it is so short that it is everywhere by chance; says so, as the end of a sentence about it.
pub(super) fn look(value: As<'_>, events: &[CapturedEvent]) -> Result<Vec<Leak>, String> {
    let too_short = |what: &str, length: usize| {
        format!(
            "has {length} {what}: every line has so few by chance. Test with a value of {SHORTEST} or more"
        )
    };
    let fields: BTreeSet<&str> =
        events.iter().flat_map(|event| event.fields().keys()).map(String::as_str).collect();
    let fields: Vec<&str> = fields.into_iter().collect();
    let mut search = Search::new(Reach::VALUE);
    let whole = match value {
        As::Bytes(bytes) if bytes.len() < SHORTEST => return Err(too_short("bytes", bytes.len())),
        As::Bytes(bytes) => {
            search.plant("", bytes, &fields);
            Whole::Text(bytes)
        }
        As::Number(number) => {
            let digits = number.to_string();
            if digits.len() < SHORTEST {
                return Err(too_short("digits", digits.len()));
            }
            search.plant_number("", number, &fields);
            Whole::Number(digits)
        }
    };
    Ok(events.iter().flat_map(|event| in_event(event, &search, &whole)).collect())
}

/// The value itself, which counts where it is too short for its pieces to.
enum Whole<'v> {
    Text(&'v [u8]),
    Number(String),
}

impl Whole<'_> {
    fn is_in(&self, text: &str) -> bool {
        let text = text.as_bytes();
        match self {
            Self::Text(value) => text.windows(value.len()).any(|window| window == *value),
            Self::Number(digits) => {
                // A longer number that has these digits in it is another number.
                text.split(|byte| !byte.is_ascii_digit()).any(|number| number == digits.as_bytes())
            }
        }
    }
}

fn in_event(event: &CapturedEvent, search: &Search, whole: &Whole<'_>) -> Vec<Leak> {
    let cleared: Value = serde_json::from_str(event.cleared()).unwrap_or_default();
    let usual = in_line(event, event.json(), search, whole);
    let mut leaks: Vec<Leak> = Vec::new();
    for (place, forms) in in_line(event, &cleared, search, whole) {
        if !usual.contains_key(&place) {
            let place = format!("{place} (for a sink with a higher clearance)");
            leaks.push(Leak { event: event.place(), place, forms });
        }
    }
    let usual = usual
        .into_iter()
        .map(|(place, forms)| Leak { event: event.place(), place, forms })
        .collect::<Vec<_>>();
    usual.into_iter().chain(leaks).collect()
}

/// Places in one rendering, with the forms that are there.
fn in_line(
    event: &CapturedEvent,
    line: &Value,
    search: &Search,
    whole: &Whole<'_>,
) -> BTreeMap<String, BTreeSet<String>> {
    /// What says nothing that a value could have got into.
    const FIXED: [&str; 5] = ["timestamp", "level", "target", "event", "thread"];
    let mut found = BTreeMap::new();
    let parts = line.as_object().into_iter().flatten().filter(|(key, _)| !FIXED.contains(&key.as_str()));
    for (key, value) in parts {
        let text = value.to_string();
        let mut forms = forms_in(search, &text);
        let place = match key.as_str() {
            "message" => {
                // What the program says anyway tells nothing of a value that has a word in common with it.
                let said = forms_in(search, &fixed_text(event));
                forms.retain(|form| !said.contains(form));
                "message".to_owned()
            }
            "context" => "context".to_owned(),
            key => format!("field `{key}`"),
        };
        if forms.is_empty() && key != "message" && texts_of(value).iter().any(|text| whole.is_in(text)) {
            forms.insert("as it is".to_owned());
        }
        if forms.contains("as it is") {
            // Which it is in any case then.
            forms.remove("in another case");
        }
        if !forms.is_empty() {
            found.insert(place, forms);
        }
    }
    found
}

fn forms_in(search: &Search, text: &str) -> BTreeSet<String> {
    search.find(text.as_bytes()).into_iter().map(|found| found.form).collect()
}

/// The text of a message between its fields.
fn fixed_text(event: &CapturedEvent) -> String {
    let pieces = event.registered().schema.message.iter();
    let texts = pieces.filter_map(|piece| match piece {
        Piece::Text(text) => Some(*text),
        Piece::Field(_) => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// Every text and number in a value, and every key.
fn texts_of(value: &Value) -> Vec<String> {
    match value {
        Value::Null | Value::Bool(_) => Vec::new(),
        Value::Number(number) => vec![number.to_string()],
        Value::String(text) => vec![text.clone()],
        Value::Array(values) => values.iter().flat_map(texts_of).collect(),
        Value::Object(values) => {
            values.iter().flat_map(|(key, value)| [vec![key.clone()], texts_of(value)].concat()).collect()
        }
    }
}
