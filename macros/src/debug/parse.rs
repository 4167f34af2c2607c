//! From syn's tree to what is printed.

use syn::ext::IdentExt;
use syn::{Attribute, Data, DeriveInput, Fields, Ident, Member, Type};

use crate::attr::{Class, ContainerAttrs, Floor, Owner, serde_names};
use crate::errors::Errors;
use crate::fields::{self, Around, Renamed};

/// A type, as it is printed.
pub(super) struct Printed<'a> {
    pub(super) original: &'a DeriveInput,
    pub(super) form: Form<'a>,
}

pub(super) enum Form<'a> {
    /// Nothing of it is printed.
    Redacted,
    Struct(Parts<'a>),
    Enum(Vec<Parts<'a>>),
}

/// A struct or a variant.
pub(super) struct Parts<'a> {
    pub(super) ident: &'a Ident,
    pub(super) fields: &'a Fields,
    pub(super) parts: Vec<Part<'a>>,
}

/// A field.
pub(super) struct Part<'a> {
    pub(super) member: Member,
    /// As it is printed.
    pub(super) name: String,
    pub(super) ty: &'a Type,
    pub(super) redacted: bool,
}

/// Reads a struct or an enum.
pub(super) fn printed(input: &DeriveInput) -> Printed<'_> {
    let (class, shown) = class(&input.attrs);
    let names = names(&input.ident, &input.attrs);
    let form = match &input.data {
        _ if class == Some(Class::Secret) => Form::Redacted,
        // The name of a variant is a value itself.
        Data::Enum(_) if class == Some(Class::Pii) && !shown => Form::Redacted,
        Data::Struct(data) => Form::Struct(parts(&input.ident, &data.fields, &names, class)),
        Data::Enum(data) => {
            let class = if shown { None } else { class };
            let variants = data.variants.iter().map(|variant| {
                let mut all = self::names(&variant.ident, &variant.attrs);
                all.extend(names.iter().cloned());
                parts(&variant.ident, &variant.fields, &all, class)
            });
            Form::Enum(variants.collect())
        }
        Data::Union(_) => Form::Redacted,
    };
    Printed { original: input, form }
}

/// What the container says its data is, and whether it says why that may be seen. Words that are unknown here belong to
/// another derive.
fn class(attributes: &[Attribute]) -> (Option<Class>, bool) {
    let attrs = ContainerAttrs::parse(Owner::Value, attributes, &Errors::default());
    (attrs.class.map(|(class, _)| class), attrs.allow.is_some())
}

fn names(ident: &Ident, attributes: &[Attribute]) -> Vec<String> {
    let own = std::iter::once(ident.unraw().to_string());
    own.chain(serde_names(attributes).iter().map(syn::LitStr::value)).collect()
}

fn parts<'a>(ident: &'a Ident, fields: &'a Fields, names: &[String], class: Option<Class>) -> Parts<'a> {
    let owner = ident.unraw().to_string();
    let around = Around {
        owner: &owner,
        context: Some(ident),
        names,
        serde_cases: &[],
        container: &ContainerAttrs::default(),
        floor: class.map_or(Floor::None, Floor::Class),
        renamed: Renamed::Fields,
    };
    let parts = fields.iter().enumerate().map(|(number, field)| {
        // What would be reported of the field: then it does not compile as a field of a log, or not as it stands.
        let errors = Errors::default();
        let read = fields::one(number, fields.len() == 1, field, &around, &errors);
        let hidden = read.attrs.disposition().is_some_and(|disposition| !disposition.shows_value());
        let classed = read.attrs.class() >= Class::Pii && read.attrs.allow.is_none();
        let redacted = hidden || classed || read.judgement.needs_not_text || !errors.none();
        Part { member: read.member, name: read.name, ty: &field.ty, redacted }
    });
    Parts { ident, fields, parts: parts.collect() }
}
