//! The fields of a struct or a variant, as both derives see them.

mod check;
mod encode;

pub(crate) use check::{check_duplicate_keys, check_keys_are_used, check_reserved_keys, is_reserved};
pub(crate) use encode::{absent, not_text_bound, value_bounds};

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Index, Member, Type};

use crate::attr::{ContainerAttrs, Disposition, FieldAttrs, serde_names};
use crate::errors::Errors;
use crate::gate::{Judgement, Name, Origin, Subject, judge};

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
    /// The attributes of the container.
    pub(crate) container: &'a ContainerAttrs,
    /// Whether `rename_all` of the container is about these fields.
    pub(crate) renamed: Renamed,
}

/// What `rename_all` is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Renamed {
    Fields,
    Variants,
}

/// Field names that say nothing about the data, so that the type or variant around says it.
const EMPTY_NAMES: &[&str] = &["value", "inner", "data", "raw", "text", "content"];

/// Reads fields and runs the name gate over them.
pub(crate) fn parse<'a>(fields: &'a syn::Fields, around: &Around<'_>, errors: &Errors) -> Vec<Field<'a>> {
    fields.iter().enumerate().map(|(number, field)| one(number, field, around, errors)).collect()
}

fn one<'a>(number: usize, field: &'a syn::Field, around: &Around<'_>, errors: &Errors) -> Field<'a> {
    let attrs = FieldAttrs::parse(&field.attrs, errors);
    let (member, name, span) = match &field.ident {
        Some(ident) => (Member::Named(ident.clone()), ident.unraw().to_string(), ident.span()),
        None => (Member::Unnamed(Index::from(number)), number.to_string(), field.ty.span()),
    };
    let mut names = Vec::new();
    if let Some(ident) = &field.ident {
        names.push(Name::new(name.clone(), ident.span(), Origin::Field));
    }
    names.extend(attrs.rename.iter().map(|rename| Name::new(rename.value(), rename.span(), Origin::Rename)));
    names.extend(
        serde_names(&field.attrs).iter().map(|name| Name::new(name.value(), name.span(), Origin::Serde)),
    );
    if let Some(context) = around.context
        && (field.ident.is_none() || EMPTY_NAMES.contains(&name.as_str()))
    {
        names.push(Name::new(context.unraw().to_string(), span, Origin::Around));
    }
    let judgement = judge(&names, &Subject::FieldOf(around.owner), &attrs, errors);
    let key = match (&attrs.rename, around.renamed) {
        (Some(rename), _) => rename.value(),
        (None, Renamed::Fields) => around.container.rename(&name),
        (None, Renamed::Variants) => name.clone(),
    };
    Field { member, name, span, key, ty: &field.ty, attrs, judgement }
}
