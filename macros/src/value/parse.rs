//! From syn's tree to a value.

use blackbar_rules::ids;
use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Ident};

use crate::attr::{Class, ContainerAttrs, FieldAttrs, Floor, Owner, Word, serde_cases, serde_names};
use crate::case::Case;
use crate::errors::{Errors, Report};
use crate::fields::{self, Around, Field, Renamed};
use crate::gate::{Name, Origin, Subject, judge};

/// A type that gets a log form.
pub(crate) struct Value<'a> {
    pub(crate) original: &'a DeriveInput,
    pub(crate) attrs: ContainerAttrs,
    /// What the type says about all its fields.
    pub(crate) floor: Floor,
    pub(crate) data: Form<'a>,
}

impl Value<'_> {
    /// Whether it is written as its one field, or as a word.
    pub(crate) fn is_simple(&self) -> bool {
        match &self.data {
            Form::Struct(parts) => parts.style == Style::Inner,
            Form::Enum(variants) => variants.iter().all(|variant| variant.parts.style == Style::Unit),
            Form::None => false,
        }
    }

    /// The fields of the struct, or of all variants.
    pub(crate) fn fields(&self) -> Vec<&Field<'_>> {
        match &self.data {
            Form::Struct(parts) => parts.fields.iter().collect(),
            Form::Enum(variants) => variants.iter().flat_map(|variant| &variant.parts.fields).collect(),
            Form::None => Vec::new(),
        }
    }
}

/// How the type is written.
pub(crate) enum Form<'a> {
    Struct(Parts<'a>),
    Enum(Vec<Variant<'a>>),
    /// A union: reported, and nothing else.
    None,
}

/// The fields of a struct or a variant.
pub(crate) struct Parts<'a> {
    pub(crate) style: Style,
    pub(crate) fields: Vec<Field<'a>>,
}

/// How fields are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Nothing.
    Unit,
    /// As the one field.
    Inner,
    /// As an array.
    Tuple,
    /// As an object.
    Named,
}

/// A variant of an enum.
pub(crate) struct Variant<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) original: &'a Fields,
    /// What the output calls it.
    pub(crate) name: String,
    pub(crate) name_span: Span,
    pub(crate) parts: Parts<'a>,
}

/// Reads a struct or an enum.
pub(super) fn value<'a>(input: &'a DeriveInput, errors: &Errors) -> Value<'a> {
    let attrs = ContainerAttrs::parse(Owner::Value, &input.attrs, errors);
    let floor = floor(&input.data, &attrs);
    let names = all_names(&input.ident, &input.attrs);
    let around = Around {
        owner: &input.ident.unraw().to_string(),
        context: Some(&input.ident),
        names: &names,
        serde_cases: &serde_cases(&input.attrs),
        container: &attrs,
        floor,
        renamed: Renamed::Fields,
    };
    let data = match &input.data {
        Data::Struct(data) => Form::Struct(of_struct(&data.fields, &around, errors)),
        Data::Enum(data) => {
            let variants = data.variants.iter().map(|each| variant(each, &around, errors));
            Form::Enum(variants.collect())
        }
        Data::Union(data) => {
            let text = "a union has no log form: nothing says which of its fields is there";
            errors.add(Report::on(ids::BB025, data.union_token, text).help("make it an enum"));
            Form::None
        }
    };
    Value { original: input, attrs, floor, data }
}

/// What a class means for the fields. The name of a variant is a value itself, so an enum is hidden as a whole.
fn floor(data: &Data, attrs: &ContainerAttrs) -> Floor {
    match attrs.class {
        None => Floor::None,
        Some((Class::Secret, _)) => Floor::Hidden,
        Some((Class::Pii, _)) if matches!(data, Data::Enum(_)) => match attrs.allow {
            Some(_) => Floor::Shown(Class::Pii),
            None => Floor::Hidden,
        },
        Some((class, _)) => Floor::Class(class),
    }
}

/// The names of a type or a variant: its own and those that serde gives it.
fn all_names(ident: &Ident, attributes: &[syn::Attribute]) -> Vec<String> {
    let own = std::iter::once(ident.unraw().to_string());
    own.chain(serde_names(attributes).iter().map(syn::LitStr::value)).collect()
}

fn of_struct<'a>(fields: &'a Fields, around: &Around<'_>, errors: &Errors) -> Parts<'a> {
    let mut parts = parts(fields, around, errors);
    if around.container.transparent.is_some() && parts.fields.len() == 1 {
        parts.style = Style::Inner;
    }
    parts
}

fn parts<'a>(fields: &'a Fields, around: &Around<'_>, errors: &Errors) -> Parts<'a> {
    let style = match fields {
        Fields::Unit => Style::Unit,
        Fields::Named(_) => Style::Named,
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Style::Inner,
        Fields::Unnamed(_) => Style::Tuple,
    };
    Parts { style, fields: fields::parse(fields, around, errors) }
}

fn variant<'a>(variant: &'a syn::Variant, of: &Around<'_>, errors: &Errors) -> Variant<'a> {
    let attrs = variant_attrs(variant, errors);
    let source_name = variant.ident.unraw().to_string();
    let container = of.container;
    let mut names = all_names(&variant.ident, &variant.attrs);
    names.extend(attrs.rename.as_ref().map(syn::LitStr::value));
    names.extend(of.names.iter().cloned());
    let serde_cases: Vec<Case> = of.serde_cases.iter().copied().chain(serde_cases(&variant.attrs)).collect();
    let around = Around {
        owner: &source_name,
        context: Some(&variant.ident),
        names: &names,
        serde_cases: &serde_cases,
        container,
        floor: of.floor,
        renamed: Renamed::Variants,
    };
    let parts = parts(&variant.fields, &around, errors);
    let (name, name_span) = match &attrs.rename {
        Some(rename) => (rename.value(), rename.span()),
        None => (container.rename(&source_name), variant.ident.span()),
    };
    if !parts.fields.is_empty() {
        // It is a key, so its letters are checked; what it says about its data is the fields' business.
        let letters: String = name.chars().filter(|letter| !letter.is_ascii()).collect();
        judge(
            &[Name::new(letters, name_span, Origin::Around)],
            &Subject::FieldOf(&source_name),
            &FieldAttrs::default(),
            errors,
        );
    }
    Variant { ident: &variant.ident, original: &variant.fields, name, name_span, parts }
}

/// A variant knows one word.
fn variant_attrs(variant: &syn::Variant, errors: &Errors) -> VariantAttrs {
    let mut attrs = VariantAttrs { rename: None };
    for word in Word::all(&variant.attrs, errors) {
        if word.name == "rename" {
            word.set(&mut attrs.rename, word.string("\"new_name\"", errors), errors);
        } else if FieldAttrs::WORDS.contains(&word.name.to_string().as_str()) {
            let text = format!("the log attribute `{}` has no meaning on a variant", word.name);
            errors.add(
                Report::on(ids::BB009, &word.name, text)
                    .help("it belongs on a field: put it in front of the field"),
            );
        } else {
            word.unknown("on a variant", &["rename"], errors);
        }
    }
    attrs
}

struct VariantAttrs {
    rename: Option<syn::LitStr>,
}
