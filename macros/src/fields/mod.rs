//! The fields of a struct or a variant, as both derives see them.

mod check;
mod class;
mod encode;

pub(crate) use check::{
    check_duplicate_keys, check_keys_are_used, check_reserved_keys, check_reserved_keys_of_context,
    is_reserved, is_reserved_in_context,
};
pub(crate) use class::{Card, check_card_numbers, check_class, check_container_class};
pub(crate) use encode::{Sink, disposed, hashing, probes, shape_fn, value_bounds, write};

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Index, Member, Type};

use crate::attr::{ContainerAttrs, Disposition, FieldAttrs, Floor, serde_names};
use crate::case::Case;
use crate::errors::Errors;
use crate::gate::{Judgement, Name, Origin, Subject, is_empty_name, judge};

/// A field of a struct or a variant.
pub(crate) struct Field<'a> {
    /// How code selects it.
    pub(crate) member: Member,
    /// What the source calls it, without `r#`; its number where it has no name.
    pub(crate) name: String,
    /// Where the source names it.
    pub(crate) span: Span,
    /// What the output calls it.
    pub(crate) key: String,
    /// What its hash is about, beside the value: equal values have equal hashes where this is equal too.
    pub(crate) domain: String,
    pub(crate) ty: &'a Type,
    pub(crate) attrs: FieldAttrs,
    pub(crate) judgement: Judgement,
}

impl Field<'_> {
    /// Whether it has no bytes.
    pub(crate) fn is_skipped(&self) -> bool {
        self.attrs.disposition() == Some(Disposition::Skip)
    }
}

/// What stands around fields.
pub(crate) struct Around<'a> {
    /// The type or the variant, for messages.
    pub(crate) owner: &'a str,
    /// The name that says what the data of an unnamed field is, where there is one.
    pub(crate) context: Option<&'a syn::Ident>,
    /// All names that say so, of the type and the variant, by themselves and by serde.
    pub(crate) names: &'a [String],
    /// What serde's `rename_all` or `rename_all_fields` make of field names.
    pub(crate) serde_cases: &'a [Case],
    /// The attributes of the container.
    pub(crate) container: &'a ContainerAttrs,
    /// What the container says about all its fields.
    pub(crate) floor: Floor,
    /// Whether `rename_all` of the container is about these fields.
    pub(crate) renamed: Renamed,
}

/// What `rename_all` is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Renamed {
    Fields,
    Variants,
}

/// Reads fields and runs the name gate over them.
pub(crate) fn parse<'a>(fields: &'a syn::Fields, around: &Around<'_>, errors: &Errors) -> Vec<Field<'a>> {
    let alone = fields.len() == 1;
    fields.iter().enumerate().map(|(number, field)| one(number, alone, field, around, errors)).collect()
}

/// Reads one field, by its number; `alone` where there is no other.
pub(crate) fn one<'a>(
    number: usize,
    alone: bool,
    field: &'a syn::Field,
    around: &Around<'_>,
    errors: &Errors,
) -> Field<'a> {
    let attrs = FieldAttrs { floor: around.floor, ..FieldAttrs::parse(&field.attrs, errors) };
    let (member, name, span) = match &field.ident {
        Some(ident) => (Member::Named(ident.clone()), ident.unraw().to_string(), ident.span()),
        None => (Member::Unnamed(Index::from(number)), number.to_string(), field.ty.span()),
    };
    let new_name = attrs.rename.as_ref().map(syn::LitStr::value);
    check_class(&attrs, &[&name, new_name.as_deref().unwrap_or_default()], errors);
    let mut names = Vec::new();
    if let Some(ident) = &field.ident {
        names.push(Name::new(name.clone(), ident.span(), Origin::Field));
    }
    names.extend(attrs.rename.iter().map(|rename| Name::new(rename.value(), rename.span(), Origin::Rename)));
    names.extend(
        serde_names(&field.attrs).iter().map(|name| Name::new(name.value(), name.span(), Origin::Serde)),
    );
    if is_empty_name(&name) {
        let inner = alone && field.ident.is_none() && around.context.is_some();
        let origin = if inner { Origin::Inner } else { Origin::Around };
        names.extend(around.names.iter().map(|context| Name::new(context, span, origin)));
    } else {
        names.extend(around.serde_cases.iter().map(|case| Name::new(case.apply(&name), span, Origin::Serde)));
    }
    let judgement = judge(&names, &Subject::FieldOf(around.owner), &attrs, errors);
    let key = match (&attrs.rename, around.renamed) {
        (Some(rename), _) => rename.value(),
        (None, Renamed::Fields) => around.container.rename(&name),
        (None, Renamed::Variants) => name.clone(),
    };
    let domain = match (&attrs.domain, &field.ident, around.context) {
        (Some(domain), ..) => domain.value(),
        // A number says nothing, and would make different things equal.
        (None, None, Some(context)) if alone => Case::Snake.apply(&context.unraw().to_string()),
        (None, None, Some(context)) => {
            format!("{}.{name}", Case::Snake.apply(&context.unraw().to_string()))
        }
        (None, ..) => key.clone(),
    };
    Field { member, name, span, key, domain, ty: &field.ty, attrs, judgement }
}
