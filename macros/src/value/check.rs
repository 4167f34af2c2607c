//! The rules for values, beside those of the name gate.

use blackbar_rules::ids;

use super::parse::{Form, Parts, Style, Value, Variant};
use crate::attr::{Class, Floor};
use crate::errors::{Errors, Report};
use crate::fields::{
    Card, check_card_numbers, check_container_class, check_duplicate_keys, check_keys_are_used,
};

/// Variants are numbered in 16 bits, and the last number stands for a value that is too deep.
const MAX_VARIANTS: usize = u16::MAX as usize;

/// All rules.
pub(super) fn check(value: &Value<'_>, errors: &Errors) {
    check_transparent(value, errors);
    check_container_class(&value.attrs, errors);
    check_allow(value, errors);
    match &value.data {
        Form::Struct(parts) => check_parts(parts, errors),
        Form::Enum(variants) => {
            check_variant_names(variants, errors);
            check_variant_count(value, variants, errors);
            variants.iter().for_each(|variant| check_parts(&variant.parts, errors));
        }
        Form::None => {}
    }
}

fn check_parts(parts: &Parts<'_>, errors: &Errors) {
    match parts.style {
        Style::Named => check_duplicate_keys(&parts.fields, errors),
        Style::Tuple | Style::Inner => check_keys_are_used(&parts.fields, errors),
        Style::Unit => {}
    }
    check_no_flatten(parts, errors);
    check_card_numbers(parts.fields.iter().map(Card::from), errors);
    check_inner_is_written(parts, errors);
}

/// A struct that is written as its field must have exactly one.
fn check_transparent(value: &Value<'_>, errors: &Errors) {
    let Some(span) = value.attrs.transparent else { return };
    let fits = matches!(&value.data, Form::Struct(Parts { style: Style::Inner, .. }) | Form::None);
    if !fits {
        errors.add(
            Report::at(ids::BB026, span, "`transparent` is for a struct with exactly one field")
                .help("remove it, or log the one field yourself"),
        );
    }
    if fits && value.attrs.rename_all.is_some() {
        errors.add(Report::at(
            ids::BB026,
            span,
            "`transparent` and `rename_all` contradict: there is no key to rename",
        ));
    }
}

/// Only of an enum it says something: which variant it is cannot be said by a field.
fn check_allow(value: &Value<'_>, errors: &Errors) {
    let Some(allow) = &value.attrs.allow else { return };
    if matches!(value.floor, Floor::Shown(_)) {
        return;
    }
    let report = match (&value.data, value.attrs.class()) {
        (Form::Enum(_), Class::Secret) => {
            Report::on(ids::BB031, allow, "`allow` cannot show a value of class `secret`")
                .fix("show only that it is there", "#[log(class = secret)] alone")
                .fix("if people may see it", "#[log(class = pii, allow = \"…\")]")
        }
        (Form::Enum(_), _) => {
            Report::on(ids::BB026, allow, "`allow` has no effect here: nothing keeps the variants back")
                .help("remove it, or say what the data is: `#[log(class = pii, allow = \"…\")]`")
        }
        _ => Report::on(ids::BB026, allow, "`allow` has no effect on a struct: it is said of each field")
            .help("put it in front of the field that may be seen"),
    };
    errors.add(report);
}

/// Only the fields of events can stand among others: the keys of a value are not known to the event around it.
fn check_no_flatten(parts: &Parts<'_>, errors: &Errors) {
    for span in parts.fields.iter().filter_map(|field| field.attrs.flatten) {
        errors.add(
            Report::at(ids::BB026, span, "`flatten` works in events only")
                .help("remove it, and the value is written as an object of its own"),
        );
    }
}

/// What is written as its only field cannot leave that out.
fn check_inner_is_written(parts: &Parts<'_>, errors: &Errors) {
    if parts.style != Style::Inner {
        return;
    }
    for (disposition, span) in parts.fields.iter().filter_map(|field| field.attrs.written) {
        if disposition == crate::attr::Disposition::Skip {
            errors.add(
                Report::at(
                    ids::BB026,
                    span,
                    "`skip` leaves nothing to write: this is written as its only field",
                )
                .fix("show only that it is there", "#[log(redact)]")
                .help("keep it out of the log: put `#[log(skip)]` where this type is used"),
            );
        }
    }
}

/// What reads a line could not tell one from the other.
fn check_variant_names(variants: &[Variant<'_>], errors: &Errors) {
    for (at, variant) in variants.iter().enumerate() {
        if let Some(first) = variants.iter().take(at).find(|first| first.name == variant.name) {
            let text = format!("the name `{}` is already that of variant `{}`", variant.name, first.ident);
            errors.add(
                Report::at(ids::BB020, variant.name_span, text)
                    .fix("give it another name", "#[log(rename = \"another_name\")]"),
            );
        }
    }
}

fn check_variant_count(value: &Value<'_>, variants: &[Variant<'_>], errors: &Errors) {
    if variants.len() > MAX_VARIANTS {
        let text = format!("an enum of {} variants is too large: at most {MAX_VARIANTS}", variants.len());
        errors.add(Report::on(ids::BB025, &value.original.ident, text));
    }
}
