//! Which class goes with which disposition: what would show a value that its class keeps back, and which words say nothing.

use blackbar_rules::{Kind, ids};
use proc_macro2::Span;

use super::Field;
use crate::attr::{Class, ContainerAttrs, Disposition, FieldAttrs, Floor};
use crate::errors::{Errors, Report};
use crate::policy::classify;

/// All rules about one field or argument. `names` are its name and its new one.
pub(crate) fn check_class(attrs: &FieldAttrs, names: &[&str], errors: &Errors) {
    if attrs.floor == Floor::Hidden {
        return check_nothing_inside(attrs, errors);
    }
    check_floor(attrs, errors);
    check_flatten(attrs, errors);
    if !attrs.broken {
        check_allow_is_needed(attrs, names, errors);
        check_value_is_not_shown(attrs, errors);
    }
}

/// Nothing is written of a field, so no word about it can mean anything.
fn check_nothing_inside(attrs: &FieldAttrs, errors: &Errors) {
    let report = |report: Report| {
        errors
            .add(report.help("remove it: the type around it is written as `[redacted]`, whatever is in it"));
    };
    if let Some((disposition, span)) = attrs.written {
        report(Report::at(ids::BB026, span, format!("`{}` has no effect here", disposition.word())));
    }
    if let Some(allow) = &attrs.allow {
        report(Report::on(ids::BB026, allow, "`allow` has no effect here"));
    }
}

/// The class of a type is a promise about all that is in it.
fn check_floor(attrs: &FieldAttrs, errors: &Errors) {
    let (Some((class, span)), Floor::Class(floor) | Floor::Shown(floor)) = (attrs.class, attrs.floor) else {
        return;
    };
    if class < floor {
        let (class, floor) = (class.word(), floor.word());
        let text = format!("`{class}` is less than the `class = {floor}` of the type around it");
        errors.add(
            Report::at(ids::BB031, span, text)
                .fix("if all of it is that sensitive", format!("leave `{class}` out"))
                .fix("if only some of it is", format!("`{floor}` on those fields, not on the type")),
        );
    }
}

/// The fields inside have dispositions of their own, which the class around them does not change.
fn check_flatten(attrs: &FieldAttrs, errors: &Errors) {
    let Some(span) = attrs.flatten else { return };
    match (attrs.class(), attrs.class) {
        (Class::Secret, _) => errors.add(
            Report::at(ids::BB031, span, "`flatten` would show the values inside of a secret")
                .fix("show only that it is there", "#[log(secret)] without `flatten`")
                .help("or give the fields inside a class, each its own, and not this one"),
        ),
        (_, Some((class @ (Class::Public | Class::Internal), span))) => errors.add(
            Report::at(
                ids::BB026,
                span,
                format!(
                    "`{}` has no effect beside `flatten`: the fields inside have their own",
                    class.word()
                ),
            )
            .help("remove it; `pii` would raise the class of all of them"),
        ),
        _ => {}
    }
}

/// A reason for nothing would make the list of exceptions worthless.
fn check_allow_is_needed(attrs: &FieldAttrs, names: &[&str], errors: &Errors) {
    let (Some((disposition, _)), Some(allow)) = (attrs.written, &attrs.allow) else { return };
    let named = |kinds: &[Kind]| {
        let kind_of = |name: &&str| classify(name).finding().map(|finding| finding.kind);
        names.iter().filter_map(kind_of).any(|kind| kinds.contains(&kind))
    };
    let needed = match disposition {
        Disposition::Skip | Disposition::Redact | Disposition::Hash => false,
        Disposition::Mask(_) => attrs.class() == Class::Secret || named(&[Kind::Password, Kind::OneTimeCode]),
        Disposition::Len => named(&[Kind::Password]),
        _ => true,
    };
    if !needed {
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

fn check_value_is_not_shown(attrs: &FieldAttrs, errors: &Errors) {
    let class = attrs.class();
    match (class, attrs.written, &attrs.allow) {
        (Class::Secret, None, Some(allow)) if attrs.flatten.is_none() => errors.add(
            Report::on(ids::BB031, allow, "`allow` cannot show a value of class `secret`")
                .fix("show only that it is there", "#[log(secret)] alone")
                .fix("if people may see it", "#[log(pii, allow = \"…\")]"),
        ),
        (Class::Secret, Some((disposition, span)), _) if disposition.shows_value() => {
            let text = format!("`{}` would show a value of class `secret`", disposition.word());
            errors.add(
                Report::at(ids::BB031, span, text)
                    .fix("show only that it is there", "redact")
                    .fix("let equal values be found", "hash"),
            );
        }
        (Class::Secret, Some((Disposition::Mask(_), span)), None) => errors.add(
            Report::at(ids::BB031, span, "`mask` would show a part of a value of class `secret`")
                .fix("show only that it is there", "redact")
                .fix("if that part is no secret", "mask(…), allow = \"why this part may be seen\""),
        ),
        (_, Some((disposition @ (Disposition::Debug | Disposition::Display), span)), None) => {
            let word = disposition.word();
            errors.add(
                Report::at(ids::BB031, span, format!("`{word}` shows what no rule covers: say why it may"))
                    .fix("say why", format!("{word}, allow = \"why there is no secret in it\""))
                    .help("for a type of your own: `#[derive(blackbar::LogValue)]`, and no `debug` or `display`"),
            );
        }
        (Class::Pii, Some((disposition @ (Disposition::Truncate(_) | Disposition::Error), span)), None) => {
            let word = disposition.word();
            let whole = if disposition == Disposition::Error { "error" } else { "truncate(…)" };
            errors.add(
                Report::at(
                    ids::BB031,
                    span,
                    format!("`{word}` would show a value of class `pii`: say why it may"),
                )
                .fix("let equal values be found", "#[log(pii)]")
                .fix("show only that it is there", "#[log(pii, redact)]")
                .fix("say why", format!("{whole}, allow = \"why people may see it\"")),
            );
        }
        _ => {}
    }
}

/// The class of a type is the least that its fields have; it opens none.
pub(crate) fn check_container_class(attrs: &ContainerAttrs, errors: &Errors) {
    if let Some((Class::Public, span)) = attrs.class {
        errors.add(
            Report::at(
                ids::BB026,
                span,
                "`class = public` has no effect: the class of a type is the least of its fields",
            )
            .help("put `#[log(public)]` in front of each field that anybody may see"),
        );
    }
}

/// What a field is called, what is written of it, and where that was said.
pub(crate) struct Card<'a> {
    pub(crate) names: [Option<&'a str>; 2],
    pub(crate) attrs: &'a FieldAttrs,
    /// Where the name is.
    pub(crate) span: Span,
}

impl<'a> From<&'a Field<'_>> for Card<'a> {
    fn from(field: &'a Field<'_>) -> Self {
        let key = (field.key != field.name).then_some(field.key.as_str());
        Self { names: [Some(&field.name), key], attrs: &field.attrs, span: field.span }
    }
}

/// The digits that a mask shows leave so few for the hash to hide that they can be tried (PCI DSS 4.0.1, 3.5.1).
pub(crate) fn check_card_numbers<'a>(fields: impl IntoIterator<Item = Card<'a>>, errors: &Errors) {
    let fields: Vec<Card<'a>> = fields.into_iter().collect();
    let is_masked = |card: &Card<'_>| matches!(card.attrs.disposition(), Some(Disposition::Mask(mask)) if mask == crate::attr::Mask::Pan);
    let Some(masked) = fields.iter().find(|card| is_masked(card)) else { return };
    for card in fields.iter().filter(|card| card.attrs.disposition() == Some(Disposition::Hash)) {
        let number =
            card.names.iter().flatten().find(|name| {
                classify(name).finding().is_some_and(|finding| finding.kind == Kind::CardNumber)
            });
        let Some(number) = number else { continue };
        let masked = masked.names.iter().flatten().next().copied().unwrap_or_default();
        let text = format!(
            "`{number}` is hashed beside the card number `{masked}` under `mask(pan)`: both together give it away"
        );
        let span = card.attrs.written.map_or(card.span, |(_, span)| span);
        errors.add(
            Report::at(ids::BB014, span, text)
                .fix("show the ends of it", "#[log(mask(pan))] here too")
                .fix("show only that it is there", "#[log(redact)]"),
        );
    }
}
