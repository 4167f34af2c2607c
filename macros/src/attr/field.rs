//! `#[log(...)]` on a field, or before an argument.

use blackbar_rules::ids;
use proc_macro2::Span;
use quote::ToTokens;
use syn::{Attribute, LitStr};

use super::disposition::{Mask, characters, domain, function};
use super::{Class, Disposition, Word};
use crate::errors::{Errors, Report};

/// What stands on a field.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    /// What is to be written, as it was said.
    pub(crate) written: Option<(Disposition, Span)>,
    /// Whether something in the disposition was wrong, and reported; it stands as `redact` then.
    pub(crate) broken: bool,
    /// What the data is, as it was said.
    pub(crate) class: Option<(Class, Span)>,
    /// What the container says about all its fields.
    pub(crate) floor: Floor,
    /// `hash(domain = "…")`.
    pub(crate) domain: Option<LitStr>,
    /// `with = path`.
    pub(crate) with: Option<syn::ExprPath>,
    pub(crate) rename: Option<LitStr>,
    pub(crate) flatten: Option<Span>,
    pub(crate) allow: Option<LitStr>,
    pub(crate) doc: Option<LitStr>,
}

/// What a container says about all its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Floor {
    /// Nothing.
    #[default]
    None,
    /// They are at least of this class.
    Class(Class),
    /// They are at least of this class, and are shown all the same: the container says why.
    Shown(Class),
    /// Nothing is written of them: the container is one placeholder.
    Hidden,
}

impl FieldAttrs {
    /// All words that a field knows.
    pub(crate) const WORDS: &'static [&'static str] = &[
        "skip", "redact", "mask", "hash", "len", "truncate", "error", "debug", "display", "with", "public",
        "internal", "pii", "secret", "rename", "flatten", "allow", "doc",
    ];

    /// Reads all `#[log(...)]` of a field.
    pub(crate) fn parse(attributes: &[Attribute], errors: &Errors) -> Self {
        let mut attrs = Self::default();
        for word in Word::all(attributes, errors) {
            attrs.take(&word, errors);
        }
        attrs.check(errors);
        attrs
    }

    /// Whether a disposition or a reason says what may be shown of the value.
    pub(crate) fn is_covered(&self) -> bool {
        self.disposition().is_some() || self.allow.is_some()
    }

    /// What is written, where that is not the value: what was said, else what the class asks for.
    pub(crate) fn disposition(&self) -> Option<Disposition> {
        match (self.written, self.floor, self.class()) {
            (_, Floor::Hidden, _) => Some(Disposition::Skip),
            (Some((disposition, _)), ..) => Some(disposition),
            // The fields inside have dispositions of their own.
            _ if self.flatten.is_some() => None,
            (.., Class::Secret) => Some(Disposition::Redact),
            (None, Floor::Shown(_), _) if self.class.is_none() => None,
            (.., Class::Pii) if self.allow.is_none() => Some(Disposition::Hash),
            _ => None,
        }
    }

    /// What the data is: what was said, and at least what the container says.
    pub(crate) fn class(&self) -> Class {
        let said = self.class.map(|(class, _)| class);
        match self.floor {
            Floor::None | Floor::Hidden => said.unwrap_or_default(),
            Floor::Class(floor) | Floor::Shown(floor) => said.unwrap_or_default().max(floor),
        }
    }

    /// The class of a part of a tuple, which has no `Field` to say it: where it matters for what is written, and is
    /// more than what the field around it has anyway.
    pub(crate) fn class_of_part(&self) -> Option<Class> {
        let (shown, free) = match self.disposition() {
            None => (true, false),
            Some(Disposition::Error | Disposition::Debug | Disposition::Display) => (true, true),
            Some(disposition) => (disposition.shows_value(), false),
        };
        // Free text passes the scanner unless it is public, and it never is.
        let said = free || self.class.is_some_and(|(class, _)| class > Class::Public);
        let class = if free { self.class().max(Class::Internal) } else { self.class() };
        (shown && (said || class > Class::Internal)).then_some(class)
    }

    /// Whether the value is looked at, so that the expression of an argument must be evaluated.
    pub(crate) fn reads_value(&self) -> bool {
        self.disposition().is_none_or(Disposition::reads_value)
    }

    fn take(&mut self, word: &Word, errors: &Errors) {
        let name = word.name.to_string();
        if let Some(class) = Class::by_name(&name) {
            return self.classify(class, word, errors);
        }
        match name.as_str() {
            "skip" => self.alone(Disposition::Skip, word, errors),
            "redact" => self.alone(Disposition::Redact, word, errors),
            "len" => self.alone(Disposition::Len, word, errors),
            "error" => self.alone(Disposition::Error, word, errors),
            "debug" => self.alone(Disposition::Debug, word, errors),
            "display" => self.alone(Disposition::Display, word, errors),
            "mask" => self.dispose(Mask::parse(word, errors).map(Disposition::Mask), "mask", word, errors),
            "truncate" => {
                let characters = characters(word, errors).map(Disposition::Truncate);
                self.dispose(characters, "truncate", word, errors);
            }
            "hash" => {
                let domain = domain(word, errors);
                self.dispose(domain.is_ok().then_some(Disposition::Hash), "hash", word, errors);
                self.domain = self.domain.take().or(domain.unwrap_or_default());
            }
            "with" => {
                let function = function(word, errors);
                self.dispose(function.is_some().then_some(Disposition::With), "with", word, errors);
                self.with = self.with.take().or(function);
            }
            "rename" => word.set(&mut self.rename, word.string("\"new_name\"", errors), errors),
            "flatten" => word.set(&mut self.flatten, word.alone(errors), errors),
            "allow" => word.set(&mut self.allow, reason(word, errors), errors),
            "doc" => word.set(&mut self.doc, word.string("\"what it is for\"", errors), errors),
            "class" => class_as_value(word, errors),
            "crate" | "level" | "limit" | "message" | "name" | "once" | "rename_all" | "sample"
            | "target" | "transparent" => {
                let text = format!("the log attribute `{name}` has no meaning on a field");
                errors.add(
                    Report::on(ids::BB009, &word.name, text)
                        .help("it belongs on the whole type: put it above `struct` or `enum`"),
                );
            }
            _ => word.unknown("on a field", Self::WORDS, errors),
        }
    }

    fn alone(&mut self, disposition: Disposition, word: &Word, errors: &Errors) {
        let span = word.alone(errors);
        self.dispose(span.map(|_| disposition), disposition.word(), word, errors);
    }

    /// Keeps a disposition. One whose arguments were wrong is kept too, so that the rules for names do not complain about
    /// the same field again.
    fn dispose(&mut self, given: Option<Disposition>, name: &'static str, word: &Word, errors: &Errors) {
        match self.written {
            Some((first, _)) if first.word() != name => {
                let text = format!("`{name}` clashes with `{}` on the same field", first.word());
                errors.add(Report::on(ids::BB014, &word.name, text).help("keep one of them"));
            }
            _ => {
                self.broken |= given.is_none();
                let disposition = given.unwrap_or(Disposition::Redact);
                word.set(&mut self.written, Some((disposition, word.name.span())), errors);
            }
        }
    }

    fn classify(&mut self, class: Class, word: &Word, errors: &Errors) {
        match self.class {
            Some((first, _)) if first != class => {
                let text = format!("`{}` clashes with `{}` on the same field", class.word(), first.word());
                let higher = first.max(class).word();
                errors.add(
                    Report::on(ids::BB026, &word.name, text)
                        .help(format!("a field has one class: keep `{higher}` if in doubt")),
                );
            }
            _ => {
                let span = word.alone(errors);
                word.set(&mut self.class, span.map(|span| (class, span)), errors);
            }
        }
    }

    fn check(&self, errors: &Errors) {
        self.check_skip_is_alone(errors);
        self.check_flatten_writes_values(errors);
    }

    /// A field that is in no record has no key there.
    fn check_skip_is_alone(&self, errors: &Errors) {
        if let (Some((Disposition::Skip, _)), Some(rename)) = (self.written, &self.rename) {
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

    /// `flatten` is about the fields inside; each has attributes of its own.
    fn check_flatten_writes_values(&self, errors: &Errors) {
        let Some(span) = self.flatten else { return };
        let clash = match (self.written, &self.rename) {
            (Some((disposition, _)), _) => Some(disposition.word()),
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

/// `class = pii`, as a container has it.
fn class_as_value(word: &Word, errors: &Errors) {
    let class = word.place().to_token_stream().to_string();
    let class = Class::by_name(&class).unwrap_or(Class::Pii).word();
    errors.add(
        Report::on(ids::BB009, &word.name, "a field has its class as a word alone")
            .help(format!("write `{class}` in place of `class = {class}`")),
    );
}

/// A reason is read by people in a review, so it must be one.
pub(super) fn reason(word: &Word, errors: &Errors) -> Option<LitStr> {
    let reason = word.string("\"why this is no secret\"", errors)?;
    if crate::policy::forbids_allow() {
        let text = "the policy forbids `allow`: no reason is good enough";
        errors.add(
            Report::on(ids::BB032, &word.name, text)
                .help("say what is to be written in its place: `skip`, `redact`, `hash` or a mask")
                .help("or take `forbid_allow` out of the policy file"),
        );
        return Some(reason);
    }
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
