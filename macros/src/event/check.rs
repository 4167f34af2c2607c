//! The rules for events, beside those of the name gate.

use blackbar_rules::ids;

use super::message::{Names, check_message};
use super::parse::Event;
use crate::errors::{Errors, Report};
use crate::event_name::{is_event_name, nearest};
use crate::fields::{
    Card, check_card_numbers, check_container_class, check_duplicate_keys, check_reserved_keys,
};
use crate::schema::Piece;

/// All rules; gives the message as a program.
pub(super) fn check(event: &Event<'_>, errors: &Errors) -> Vec<Piece> {
    check_name(event, errors);
    check_reserved_keys(&event.fields, errors);
    check_duplicate_keys(&event.fields, errors);
    check_container_class(&event.attrs, errors);
    check_card_numbers(event.fields.iter().map(Card::from), errors);
    let names = Names::of_fields(&event.type_name, &event.fields);
    event.attrs.message.as_ref().map(|message| check_message(message, &names, errors)).unwrap_or_default()
}

/// Event names are keys in other systems: one grammar for all.
fn check_name(event: &Event<'_>, errors: &Errors) {
    if is_event_name(&event.name) {
        return;
    }
    let near = nearest(&event.name);
    let report = match &event.attrs.name {
        Some(name) => {
            let text = format!("`{}` is no event name: lower-case words joined by dots", event.name);
            Report::on(ids::BB021, name, text).maybe_help(near.map(|near| format!("write it like `{near}`")))
        }
        None => {
            let text = format!("`{}` makes no event name", event.type_name);
            let example = near.unwrap_or_else(|| "payment.authorized".to_owned());
            Report::on(ids::BB021, &event.original.ident, text)
                .fix("give it one", format!("#[log(name = \"{example}\")]"))
        }
    };
    errors.add(report);
}
