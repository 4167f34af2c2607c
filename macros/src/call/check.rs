//! The rules for the inline form.

use blackbar_rules::ids;

use super::arguments::{Argument, Value};
use super::form::{Call, Form, Inline, tokens_of};
use crate::attr::Disposition;
use crate::errors::{Errors, Report};
use crate::event::{Names, check_message};
use crate::expose::check_expose;
use crate::fields::is_reserved;
use crate::gate::{Judgement, Name, Origin, Subject, judge};
use crate::schema::Piece;
use crate::tail::tails;

/// What the rules found out.
#[derive(Default)]
pub(crate) struct Checked {
    pub(crate) message: Vec<Piece>,
    /// For each argument.
    pub(crate) judgements: Vec<Judgement>,
}

/// All rules. The typed form has none here: its rules are those of its type.
pub(crate) fn check(call: &Call, errors: &Errors) -> Checked {
    let Form::Inline(inline) = &call.form else { return Checked::default() };
    let checked = arguments(&inline.arguments, is_reserved, errors);
    Checked { message: message(inline, errors), ..checked }
}

/// The rules for arguments, of a call and of `context!` alike.
pub(super) fn arguments(
    arguments: &[Argument],
    is_reserved: impl Fn(&str) -> bool,
    errors: &Errors,
) -> Checked {
    check_keys(arguments, is_reserved, errors);
    check_not_flattened(arguments, errors);
    let judgements = arguments.iter().map(|argument| judgement(argument, errors)).collect();
    Checked { message: Vec::new(), judgements }
}

/// An event stands in one flat object with blackbar's own keys, each of them once.
fn check_keys(arguments: &[Argument], is_reserved: impl Fn(&str) -> bool, errors: &Errors) {
    let written: Vec<&Argument> = arguments.iter().filter(|argument| !argument.is_skipped()).collect();
    for (at, argument) in written.iter().enumerate() {
        let key = argument.key();
        if is_reserved(&key) {
            errors.add(
                Report::at(ids::BB020, argument.key_span(), format!("the key `{key}` is blackbar's own"))
                    .fix("give it another key", format!("my_{key} = …")),
            );
        } else if written.iter().take(at).any(|first| first.key() == key) {
            errors.add(
                Report::at(ids::BB020, argument.key_span(), format!("the key `{key}` is given twice"))
                    .fix("give it another key", format!("other_{key} = …")),
            );
        }
    }
}

/// The fields of an event that is an argument are not known to the macro.
fn check_not_flattened(arguments: &[Argument], errors: &Errors) {
    for span in arguments.iter().filter_map(|argument| argument.attrs.flatten) {
        errors.add(
            Report::at(ids::BB026, span, "`flatten` has no meaning before an argument")
                .help("log the event itself: `log_event!(event)`"),
        );
    }
}

/// The name gate, over the key and over what the value was called before.
fn judgement(argument: &Argument, errors: &Errors) -> Judgement {
    let opened = shows_value(argument) && check_expose(tokens_of(argument.value.expression()), errors);
    let mut names = vec![Name::new(argument.name(), argument.ident.span(), Origin::Key)];
    names.extend(
        argument.attrs.rename.iter().map(|rename| Name::new(rename.value(), rename.span(), Origin::Rename)),
    );
    match &argument.value {
        // What is opened was reported; what it was called before is the same mistake.
        Value::Given(value) if !opened => names.extend(tails(value)),
        Value::Given(_) | Value::Shorthand(_) => {}
    }
    judge(&names, &Subject::Argument, &argument.attrs, errors)
}

/// Whether more of the value is written than a mark, a mask, a hash or a length.
fn shows_value(argument: &Argument) -> bool {
    argument.attrs.disposition().is_none_or(Disposition::shows_value)
}

fn message(inline: &Inline, errors: &Errors) -> Vec<Piece> {
    let Some(message) = &inline.message else { return Vec::new() };
    let names: Vec<String> = inline.arguments.iter().map(Argument::name).collect();
    let attrs = inline.arguments.iter().map(|argument| &argument.attrs);
    let names = Names::of_arguments(names.iter().map(String::as_str).zip(attrs));
    check_message(message, &names, errors)
}
