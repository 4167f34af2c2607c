//! `#[log(...)]` on a struct or an enum.

use blackbar_rules::ids;
use proc_macro2::Span;
use syn::{Attribute, LitStr};

use super::field::reason;
use super::{Class, Word};
use crate::case::Case;
use crate::errors::{Errors, Report, did_you_mean, listed};
use crate::levels::Level;
use crate::rate::{self, Rate};
use crate::runtime::Runtime;

/// What stands on a container.
#[derive(Default)]
pub(crate) struct ContainerAttrs {
    pub(crate) name: Option<LitStr>,
    pub(crate) level: Option<Level>,
    pub(crate) message: Option<LitStr>,
    pub(crate) target: Option<LitStr>,
    pub(crate) rename_all: Option<Case>,
    pub(crate) transparent: Option<Span>,
    /// What the data of the container is at least.
    pub(crate) class: Option<(Class, Span)>,
    /// Why the data of an enum may be shown in spite of its class.
    pub(crate) allow: Option<LitStr>,
    pub(crate) krate: Option<syn::Path>,
    /// How many of the events are logged.
    pub(crate) rate: Option<rate::Given>,
}

/// What kind of container it is, and so which words it knows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    Event,
    Context,
    Value,
}

impl Owner {
    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Event => &[
                "name",
                "level",
                "message",
                "target",
                "rename_all",
                "class",
                "sample",
                "limit",
                "once",
                "crate",
            ],
            Self::Context => &["rename_all", "class", "crate"],
            Self::Value => &["rename_all", "transparent", "class", "allow", "crate"],
        }
    }

    const fn here(self) -> &'static str {
        match self {
            Self::Event => "on an event",
            Self::Context => "on a context",
            Self::Value => "on a value",
        }
    }
}

impl ContainerAttrs {
    /// Reads all `#[log(...)]` of a container.
    pub(crate) fn parse(owner: Owner, attributes: &[Attribute], errors: &Errors) -> Self {
        let mut attrs = Self::default();
        for word in Word::all(attributes, errors) {
            attrs.take(owner, &word, errors);
        }
        attrs
    }

    fn take(&mut self, owner: Owner, word: &Word, errors: &Errors) {
        let name = word.name.to_string();
        if !owner.words().contains(&name.as_str()) {
            return misplaced(owner, word, &name, errors);
        }
        match name.as_str() {
            "name" => word.set(&mut self.name, word.string("\"payment.authorized\"", errors), errors),
            "message" => word.set(&mut self.message, message(word, errors), errors),
            "target" => word.set(&mut self.target, word.string("\"payments\"", errors), errors),
            "level" => {
                let level = word.word("info", errors);
                let level = level.and_then(|level| Level::parse(&level.to_string(), &level, errors));
                word.set(&mut self.level, level, errors);
            }
            "rename_all" => {
                let style = word.string("\"camelCase\"", errors);
                word.set(&mut self.rename_all, style.and_then(|style| case(&style, errors)), errors);
            }
            "class" => {
                let class = word.word("pii", errors);
                let parsed = |word| Some((Class::parse(&word, errors)?, word.span()));
                word.set(&mut self.class, class.and_then(parsed), errors);
            }
            "allow" => word.set(&mut self.allow, reason(word, errors), errors),
            "sample" => self.take_rate(word, word.valued("10", errors), rate::sample, errors),
            "limit" => self.take_rate(word, word.valued("\"100/s\"", errors), rate::limit, errors),
            "once" => {
                let rate = word.alone(errors).map(|_| Rate::Once);
                rate::Given::set(&mut self.rate, &word.name, rate, errors);
            }
            "crate" => word.set(&mut self.krate, word.path("path::to::blackbar", errors), errors),
            "transparent" => word.set(&mut self.transparent, word.alone(errors), errors),
            _ => word.unknown(owner.here(), owner.words(), errors),
        }
    }

    fn take_rate(
        &mut self,
        word: &Word,
        value: Option<syn::Expr>,
        read: fn(&syn::Expr, rate::Form, &Errors) -> Option<Rate>,
        errors: &Errors,
    ) {
        let rate = value.and_then(|value| read(&value, rate::Form::Attribute, errors));
        rate::Given::set(&mut self.rate, &word.name, rate, errors);
    }

    /// The class of the container, and the least that its fields have.
    pub(crate) fn class(&self) -> Class {
        self.class.map_or(Class::Internal, |(class, _)| class)
    }

    /// Where expanded code finds the runtime.
    pub(crate) fn runtime(&self) -> Runtime {
        self.krate.as_ref().map_or_else(Runtime::by_name, Runtime::at)
    }

    /// The key of a field, or the name of a variant, without a `rename` of its own.
    pub(crate) fn rename(&self, name: &str) -> String {
        self.rename_all.map_or_else(|| name.to_owned(), |case| case.apply(name))
    }
}

/// A message must be readable in the source: what is put together elsewhere may carry secrets.
fn message(word: &Word, errors: &Errors) -> Option<LitStr> {
    let example = "\"payment {payment_id} authorized\"";
    match word.expression() {
        Some(other) if !word.is_string() => {
            errors.add(
                Report::on(
                    ids::BB004,
                    other,
                    "the message must be a string literal: other text may carry secrets",
                )
                .help(format!("write it like `message = {example}`")),
            );
            None
        }
        _ => word.string(example, errors),
    }
}

fn case(style: &LitStr, errors: &Errors) -> Option<Case> {
    let name = style.value();
    let case = Case::by_name(&name);
    if case.is_none() {
        errors.add(
            Report::on(ids::BB009, style, format!("there is no case style `{name}`"))
                .maybe_help(did_you_mean(&name, &Case::NAMES))
                .help(format!("the case styles are {}", listed(Case::NAMES))),
        );
    }
    case
}

/// A word that belongs elsewhere gets a better answer than an unknown one.
fn misplaced(owner: Owner, word: &Word, name: &str, errors: &Errors) {
    let other = match owner {
        Owner::Event => Owner::Value,
        Owner::Context | Owner::Value => Owner::Event,
    };
    let as_class = Class::by_name(name).map(|_| format!("write it like `class = {name}`"));
    let advice = if let Some(advice) = &as_class {
        Some(advice.as_str())
    } else if super::FieldAttrs::WORDS.contains(&name) {
        Some("it belongs on a field: put it in front of the field's name")
    } else if other.words().contains(&name) && owner != Owner::Event {
        Some("it belongs on an event: a struct with `#[derive(LogEvent)]`")
    } else if other.words().contains(&name) {
        Some("it belongs on a value: a type with `#[derive(LogValue)]`")
    } else {
        None
    };
    match advice {
        Some(advice) => {
            let text = format!("the log attribute `{name}` has no meaning {}", owner.here());
            errors.add(Report::on(ids::BB009, &word.name, text).help(advice));
        }
        None => word.unknown(owner.here(), owner.words(), errors),
    }
}
