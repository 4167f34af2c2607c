//! `#[log(...)]` on a field, or before an argument.

use blackbar_rules::ids;
use proc_macro2::Span;
use syn::{Attribute, LitStr};

use super::Word;
use crate::errors::{Errors, Report};

/// What stands on a field.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    pub(crate) disposition: Option<(Disposition, Span)>,
    pub(crate) rename: Option<LitStr>,
    pub(crate) flatten: Option<Span>,
    pub(crate) allow: Option<LitStr>,
    pub(crate) doc: Option<LitStr>,
}

/// What is written of a field in place of its value. A new one is a variant here, a rule in `gate`, and its tokens in
/// `schema` and `fields`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disposition {
    Skip,
    Redact,
}

impl Disposition {
    /// As it is written.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Redact => "redact",
        }
    }
}

impl FieldAttrs {
    /// All words that a field knows.
    pub(crate) const WORDS: &'static [&'static str] =
        &["skip", "redact", "rename", "flatten", "allow", "doc"];

    /// Reads all `#[log(...)]` of a field.
    pub(crate) fn parse(attributes: &[Attribute], errors: &Errors) -> Self {
        let mut attrs = Self::default();
        for word in Word::all(attributes, errors) {
            attrs.take(&word, errors);
        }
        attrs.check(errors);
        attrs
    }

    /// What is written, where that is not the value.
    pub(crate) fn disposition(&self) -> Option<Disposition> {
        self.disposition.map(|(disposition, _)| disposition)
    }

    fn take(&mut self, word: &Word, errors: &Errors) {
        match word.name.to_string().as_str() {
            "skip" => self.dispose(Disposition::Skip, word, errors),
            "redact" => self.dispose(Disposition::Redact, word, errors),
            "rename" => word.set(&mut self.rename, word.string("\"new_name\"", errors), errors),
            "flatten" => word.set(&mut self.flatten, word.alone(errors), errors),
            "allow" => word.set(&mut self.allow, reason(word, errors), errors),
            "doc" => word.set(&mut self.doc, word.string("\"what it is for\"", errors), errors),
            "crate" | "level" | "message" | "name" | "rename_all" | "target" | "transparent" => {
                let text = format!("the log attribute `{}` has no meaning on a field", word.name);
                errors.add(
                    Report::on(ids::BB009, &word.name, text)
                        .help("it belongs on the whole type: put it above `struct` or `enum`"),
                );
            }
            _ => word.unknown("on a field", Self::WORDS, errors),
        }
    }

    fn dispose(&mut self, disposition: Disposition, word: &Word, errors: &Errors) {
        match self.disposition {
            Some((first, _)) if first != disposition => {
                let text = format!("`{}` clashes with `{}` on the same field", word.name, first.word());
                errors.add(Report::on(ids::BB014, &word.name, text).help("keep one of them"));
            }
            _ => {
                let span = word.alone(errors);
                word.set(&mut self.disposition, span.map(|span| (disposition, span)), errors);
            }
        }
    }

    fn check(&self, errors: &Errors) {
        self.check_skip_is_alone(errors);
        self.check_allow_is_needed(errors);
        self.check_flatten_writes_values(errors);
    }

    /// A field that is in no record has no key there.
    fn check_skip_is_alone(&self, errors: &Errors) {
        if let (Some(Disposition::Skip), Some(rename)) = (self.disposition(), &self.rename) {
            errors.add(
                Report::on(
                    ids::BB026,
                    rename,
                    "`rename` has no effect beside `skip`: the key is not written",
                )
                .help("remove one of the two"),
            );
        }
    }

    /// A reason for nothing would make the list of exceptions worthless.
    fn check_allow_is_needed(&self, errors: &Errors) {
        if let (Some((disposition, _)), Some(allow)) = (self.disposition, &self.allow) {
            let word = disposition.word();
            errors.add(
                Report::on(
                    ids::BB026,
                    allow,
                    format!("`allow` has no effect beside `{word}`: the value is not written"),
                )
                .help("remove one of the two"),
            );
        }
    }

    /// `flatten` is about the fields inside; each has attributes of its own.
    fn check_flatten_writes_values(&self, errors: &Errors) {
        let Some(span) = self.flatten else { return };
        let clash = match (self.disposition(), &self.rename) {
            (Some(disposition), _) => Some(disposition.word()),
            (None, Some(_)) => Some("rename"),
            (None, None) => None,
        };
        if let Some(word) = clash {
            let text =
                format!("`flatten` clashes with `{word}`: the fields inside keep their own keys and rules");
            errors.add(Report::at(ids::BB026, span, text).help("remove one of the two"));
        }
    }
}

/// A reason is read by people in a review, so it must be one.
fn reason(word: &Word, errors: &Errors) -> Option<LitStr> {
    let reason = word.string("\"why this is no secret\"", errors)?;
    if is_reason(&reason.value()) {
        return Some(reason);
    }
    errors.add(
        Report::on(ids::BB010, &reason, "`allow` needs a reason of at least two words and eight letters")
            .help("say why this value is no secret, like `allow = \"number of tokens in the prompt\"`"),
    );
    // The name gate is not to complain about the same field again.
    Some(reason)
}

fn is_reason(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    words >= 2 && text.chars().filter(|letter| letter.is_alphabetic()).count() >= 8
}
