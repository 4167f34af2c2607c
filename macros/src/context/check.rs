//! The rules for contexts, beside those of the name gate and those that events have too.

use blackbar_rules::ids;
use proc_macro2::Span;
use syn::Data;

use crate::errors::{Errors, Report};
use crate::event::Event;
use crate::fields::{
    Card, check_card_numbers, check_container_class, check_duplicate_keys, check_reserved_keys_of_context,
};

/// The runtime keeps one bit for each field.
const MOST_FIELDS: usize = 64;

/// All rules.
pub(super) fn check(context: &Event<'_>, errors: &Errors) {
    check_reserved_keys_of_context(&context.fields, errors);
    check_duplicate_keys(&context.fields, errors);
    check_container_class(&context.attrs, errors);
    check_card_numbers(context.fields.iter().map(Card::from), errors);
    check_not_flattened(context, errors);
    // What is no struct is reported already.
    if matches!(context.original.data, Data::Struct(_)) {
        let written = context.fields.iter().filter(|field| !field.is_skipped()).count();
        check_size(written, context.original.ident.span(), errors);
    }
}

/// Keys of a context are found by position, so that one that is hidden costs nothing; the fields of an event inside have
/// no position of their own.
fn check_not_flattened(context: &Event<'_>, errors: &Errors) {
    for span in context.fields.iter().filter_map(|field| field.attrs.flatten) {
        errors.add(
            Report::at(ids::BB026, span, "`flatten` has no meaning in a context")
                .help("make it a context of its own and enter both: `outer.and(inner).enter()`"),
        );
    }
}

/// A context has something to say, and no more than can be told apart.
pub(crate) fn check_size(written: usize, span: Span, errors: &Errors) {
    if written == 0 {
        errors.add(
            Report::at(ids::BB035, span, "a context without a field that is written says nothing")
                .help("for a context with nothing in it: `Context::empty()`"),
        );
    } else if written > MOST_FIELDS {
        let text = format!("a context has at most {MOST_FIELDS} fields, and this one has {written}");
        errors.add(
            Report::at(ids::BB035, span, text)
                .help("put what belongs together into a struct with `#[derive(LogValue)]`"),
        );
    }
}
