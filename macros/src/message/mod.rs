//! The message of an event, taken apart into text and the fields it names.

/// A part of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// Fixed text, with `{{` and `}}` as single braces.
    Text(String),
    /// `{name}`: a field by its name, or by its number in a tuple.
    Field(String),
}

/// What is wrong with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mistake {
    /// `{` without its `}`.
    Unclosed,
    /// `}` without its `{`.
    Unopened,
    /// `{}`.
    Positional,
    /// `{name:spec}`, with the name and the specification.
    Format(String, String),
    /// `{something that is no name}`.
    NotAName(String),
}

/// A message as parts, and all that is wrong with it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Parsed {
    pub(crate) parts: Vec<Part>,
    pub(crate) mistakes: Vec<Mistake>,
}

/// Takes a message apart.
pub(crate) fn parse(message: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut text = String::new();
    let mut rest = message;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from_brace) = rest.split_at(at);
        text.push_str(before);
        if let Some(after) = from_brace.strip_prefix("{{") {
            text.push('{');
            rest = after;
        } else if let Some(after) = from_brace.strip_prefix("}}") {
            text.push('}');
            rest = after;
        } else if let Some(after) = from_brace.strip_prefix('}') {
            parsed.mistakes.push(Mistake::Unopened);
            rest = after;
        } else if let Some((inner, after)) = from_brace.strip_prefix('{').and_then(closed) {
            parsed.end_text(&mut text);
            parsed.placeholder(inner);
            rest = after;
        } else {
            parsed.mistakes.push(Mistake::Unclosed);
            rest = from_brace.strip_prefix('{').unwrap_or_default();
        }
    }
    text.push_str(rest);
    parsed.end_text(&mut text);
    parsed
}

/// What stands before the next `}`, and what after it; `None` when another `{` comes first.
fn closed(from_inside: &str) -> Option<(&str, &str)> {
    let (inner, after) = from_inside.split_once('}')?;
    (!inner.contains('{')).then_some((inner, after))
}

impl Parsed {
    fn end_text(&mut self, text: &mut String) {
        if !text.is_empty() {
            self.parts.push(Part::Text(core::mem::take(text)));
        }
    }

    fn placeholder(&mut self, inner: &str) {
        let mistake = match inner.split_once(':') {
            _ if inner.is_empty() => Mistake::Positional,
            Some((name, spec)) => Mistake::Format(name.to_owned(), spec.to_owned()),
            None if is_name(inner) => return self.parts.push(Part::Field(inner.to_owned())),
            None => Mistake::NotAName(inner.to_owned()),
        };
        self.mistakes.push(mistake);
    }
}

/// The variables that a format string of the standard library captures: `{name}`, `{name:?}`, `{:width$}`.
pub(crate) fn captures(format: &str) -> Vec<String> {
    let mut names = Vec::new();
    let plain = format.replace("{{", "").replace("}}", "");
    for inner in plain.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
        let (name, specification) = inner.split_once(':').unwrap_or((inner, ""));
        let widths = specification.split('$').rev().skip(1).filter_map(|before| {
            before.rsplit(|letter: char| letter != '_' && !letter.is_alphanumeric()).next()
        });
        names.extend(
            std::iter::once(name.trim()).chain(widths).filter(|name| is_name(name)).map(str::to_owned),
        );
    }
    names
}

/// An identifier, or the number of a field of a tuple.
fn is_name(inner: &str) -> bool {
    let word = |inner: &str| inner.chars().all(|letter| letter == '_' || letter.is_alphanumeric());
    let number = inner.chars().all(|digit| digit.is_ascii_digit());
    !inner.is_empty() && word(inner) && (number || !inner.starts_with(|first: char| first.is_numeric()))
}

#[cfg(test)]
mod tests;
