//! Rules over the keys of several fields.

use blackbar_rules::ids;

use super::Field;
use crate::errors::{Errors, Report, listed};

/// The keys that blackbar writes itself.
const RESERVED: [&str; 14] = [
    "timestamp",
    "level",
    "target",
    "event",
    "message",
    "context",
    "service",
    "service_version",
    "environment",
    "location",
    "thread",
    "truncated",
    "suppressed",
    "repeated",
];

/// The keys that it writes into contexts.
const RESERVED_IN_CONTEXTS: [&str; 2] = ["trace_id", "span_id"];

/// Whether a key of an event is blackbar's own.
pub(crate) fn is_reserved(key: &str) -> bool {
    RESERVED.contains(&key)
}

/// Whether a key of a context is.
pub(crate) fn is_reserved_in_context(key: &str) -> bool {
    is_reserved(key) || RESERVED_IN_CONTEXTS.contains(&key)
}

/// An event stands in one flat object with blackbar's own keys.
pub(crate) fn check_reserved_keys(fields: &[Field<'_>], errors: &Errors) {
    for field in written(fields).filter(|field| is_reserved(&field.key)) {
        reserved(field, &RESERVED, errors);
    }
}

/// A context may stand among the fields of an event, and has keys of blackbar's beside its own.
pub(crate) fn check_reserved_keys_of_context(fields: &[Field<'_>], errors: &Errors) {
    for field in written(fields).filter(|field| is_reserved_in_context(&field.key)) {
        reserved(field, &[&RESERVED[..], &RESERVED_IN_CONTEXTS[..]].concat(), errors);
    }
}

fn reserved(field: &Field<'_>, all: &[&str], errors: &Errors) {
    let text = format!("the key `{}` is blackbar's own", field.key);
    errors.add(
        Report::at(ids::BB020, key_span(field), text)
            .fix("give it another key", format!("#[log(rename = \"my_{}\")]", field.key))
            .help(format!("reserved are {}", listed(all.iter().copied()))),
    );
}

/// What reads a line would see one of two equal keys only.
pub(crate) fn check_duplicate_keys(fields: &[Field<'_>], errors: &Errors) {
    let fields: Vec<&Field<'_>> = written(fields).collect();
    for (at, field) in fields.iter().enumerate() {
        if field.key.is_empty() {
            errors.add(Report::at(ids::BB020, key_span(field), "a key cannot be empty"));
        } else if let Some(first) = fields.iter().take(at).find(|first| first.key == field.key) {
            let text = format!("the key `{}` is already that of field `{}`", field.key, first.name);
            errors.add(
                Report::at(ids::BB020, key_span(field), text)
                    .fix("give it another key", "#[log(rename = \"another_key\")]"),
            );
        }
    }
}

/// The parts of a tuple have no keys in the output, and their shape has no place for a purpose.
pub(crate) fn check_keys_are_used(fields: &[Field<'_>], errors: &Errors) {
    for field in fields {
        let unused = [("rename", &field.attrs.rename), ("doc", &field.attrs.doc)];
        for (word, value) in unused.into_iter().filter_map(|(word, value)| Some((word, value.as_ref()?))) {
            let text = format!("`{word}` has no effect here: the parts of a tuple are written without keys");
            errors.add(Report::on(ids::BB026, value, text).help("remove it, or give the field a name"));
        }
    }
}

fn written<'f, 'a>(fields: &'f [Field<'a>]) -> impl Iterator<Item = &'f Field<'a>> {
    fields.iter().filter(|field| !field.is_skipped() && field.attrs.flatten.is_none())
}

/// Where the key was given.
fn key_span(field: &Field<'_>) -> proc_macro2::Span {
    field.attrs.rename.as_ref().map_or(field.span, syn::LitStr::span)
}
