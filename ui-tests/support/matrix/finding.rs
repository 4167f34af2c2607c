//! One mistake as the compiler reports it, without what differs between settings.

use core::fmt;
use std::path::Path;

use serde_json::Value;

use super::rename::NEW_NAME;

/// A reported mistake.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The first line that is underlined.
    pub line: u64,
    /// `BB001`, else the compiler's code, else the text.
    pub id: String,
    /// What is underlined in that line.
    pub underlined: String,
}

impl Finding {
    /// Reads a `message` of cargo's about a file; `None` for what is no mistake in it.
    pub(super) fn read(message: &Value, file: &Path) -> Option<Self> {
        let text = message.get("message")?.as_str()?;
        if message.get("level")?.as_str()? != "error" || text.starts_with("aborting due to") {
            return None;
        }
        let code = message.get("code").and_then(|code| code.get("code")).and_then(Value::as_str);
        let spans = message.get("spans")?.as_array()?;
        let primary = spans.iter().find(|span| span.get("is_primary").and_then(Value::as_bool) == Some(true));
        let shown = primary.map(|span| as_shown(span, file));
        let line = shown.and_then(|span| span.get("line_start")?.as_u64()).unwrap_or_default();
        let underlined = shown.and_then(underlined).unwrap_or_default();
        Some(Self { line, id: id(text, code), underlined })
    }

    /// The same mistake where the crate has its new name.
    #[must_use]
    pub fn renamed(&self) -> Self {
        Self { underlined: in_source(&self.underlined), ..self.clone() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in line {} under `{}`", self.id, self.line, self.underlined)
    }
}

/// Source or a part of it, with the crate's new name where a path starts with it.
pub(super) fn in_source(text: &str) -> String {
    const NAME: &str = "blackbar";
    let mut renamed = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(NAME) {
        let (before, found) = rest.split_at(at);
        let after = found.get(NAME.len()..).unwrap_or_default();
        let in_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.');
        let whole = !before.ends_with(in_word) && (after.starts_with("::") || after.starts_with(" as "));
        renamed.push_str(before);
        renamed.push_str(if whole { NEW_NAME } else { NAME });
        rest = after;
    }
    renamed + rest
}

fn id(text: &str, code: Option<&str>) -> String {
    // A panic in a constant has our text behind the compiler's.
    let ours = text
        .split_once("[BB")
        .and_then(|(_, rest)| rest.split_once(']'))
        .map(|(number, _)| format!("BB{number}"));
    let text = || text.lines().next().unwrap_or_default().to_owned();
    ours.or_else(|| code.map(str::to_owned)).unwrap_or_else(text)
}

/// What is in a macro of another file is shown at the macro's call.
fn as_shown<'a>(span: &'a Value, file: &Path) -> &'a Value {
    let name = |span: &Value| {
        span.get("file_name")
            .and_then(Value::as_str)
            .map(|name| Path::new(name).file_name() == file.file_name())
    };
    let call = span.get("expansion").and_then(|expansion| expansion.get("span"));
    match (name(span), call) {
        (Some(false), Some(call)) => as_shown(call, file),
        _ => span,
    }
}

fn underlined(span: &Value) -> Option<String> {
    let line = span.get("text")?.as_array()?.first()?;
    let number = |key: &str| usize::try_from(line.get(key)?.as_u64()?).ok();
    let (start, end) = (number("highlight_start")?, number("highlight_end")?);
    let letters = line.get("text")?.as_str()?.chars();
    Some(letters.skip(start.saturating_sub(1)).take(end.saturating_sub(start)).collect())
}

/// Id and line of every mistake in a `.stderr`.
pub(super) fn of_text(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("error") {
            let (code, rest) = match rest.strip_prefix('[').and_then(|rest| rest.split_once("]: ")) {
                Some((code, rest)) => (Some(code), rest),
                None => (None, rest.trim_start_matches(": ")),
            };
            open = Some(id(rest, code));
        } else if let Some(place) = line.trim_start().strip_prefix("--> ") {
            // Only the first place belongs to the mistake, the others to its notes.
            let line = place.rsplit(':').nth(1).unwrap_or_default();
            found.extend(open.take().map(|id| format!("{id} {line}")));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{id, of_text};

    #[test]
    fn the_first_place_after_a_mistake_is_its_own() {
        let text = "error: [BB001] one\n --> a.rs:3:5\nerror[E0277]: [BB002] other\n  --> a.rs:17:2\nnote: here\n --> b.rs:9:9\nwarning: odd\n --> a.rs:1:1\n";
        assert_eq!(of_text(text), ["BB001 3", "BB002 17"]);
    }

    #[test]
    fn a_mistake_goes_by_our_id_else_by_the_code_of_the_compiler() {
        assert_eq!(id("[BB001] field", Some("E0277")), "BB001");
        assert_eq!(id("evaluation panicked: [BB020] `inner` has", Some("E0080")), "BB020");
        assert_eq!(id("mismatched types", Some("E0308")), "E0308");
        assert_eq!(id("no code\nat all", None), "no code");
    }
}
