//! A value that is written as its one field.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{GenericArgument, PathArguments, Type};

use super::expand::Body;
use super::marker::{bare, if_inner};
use super::parse::Value;
use crate::attr::Disposition;
use crate::fields::Field;
use crate::runtime::Runtime;

/// Written as its one field, and as good as that in every other way.
pub(super) fn inner(runtime: &Runtime, value: &Value<'_>, field: &Field<'_>, encode: TokenStream) -> Body {
    let shape = shape(runtime, field);
    if let Some(disposition) = field.attrs.disposition() {
        let beside = match disposition.shows_value() {
            true => TokenStream::new(),
            false => bare(runtime, value, "NotText"),
        };
        return Body { shape, leaf: false, encode, beside };
    }
    let ty = field.ty;
    let beside = if indirect(ty) {
        TokenStream::new()
    } else if field.attrs.class_of_part().is_some() {
        // A key has no class, so what has one is no key.
        if_inner(runtime, value, "NotText", ty)
    } else if is_text(ty) {
        // Without a clause that is known to be false, the message about a missing `NotText` is about this type.
        if_inner(runtime, value, "MapKey", ty)
    } else {
        ["NotText", "MapKey"].into_iter().map(|name| if_inner(runtime, value, name, ty)).collect()
    };
    Body { shape, leaf: false, encode, beside }
}

/// What is written of the field, with its class: there is no `Field` to say it.
fn shape(runtime: &Runtime, field: &Field<'_>) -> TokenStream {
    let ty = field.ty;
    let of = |written: TokenStream| quote!(<#runtime::#written as #runtime::LogValue>::SHAPE);
    let shape = match field.attrs.disposition() {
        None => quote_spanned!(ty.span()=> <#ty as #runtime::LogValue>::SHAPE),
        Some(Disposition::Skip | Disposition::Redact) => of(quote!(Redacted)),
        Some(Disposition::Hash) => of(quote!(Hashed<'static, ::core::primitive::str>)),
        Some(Disposition::Len) => of(quote!(Length)),
        Some(Disposition::With) => {
            let function = &field.attrs.with;
            quote_spanned!(function.span()=> #runtime::shape_with(#function))
        }
        Some(
            Disposition::Mask(_)
            | Disposition::Truncate(_)
            | Disposition::Error
            | Disposition::Debug
            | Disposition::Display,
        ) => of(quote!(Truncated<'static, ::core::primitive::str>)),
    };
    match field.attrs.class_of_part() {
        Some(class) => {
            let class = class.expand(runtime);
            quote!(&#runtime::Shape::Classed(#class, #shape))
        }
        None => shape,
    }
}

/// Whether a type may lead back to itself: behind a pointer or in a collection there is something else than a number. What
/// holds for such a type only if it holds for the inner one, the compiler could ask for without end (E0275).
fn indirect(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path.path.segments.iter().any(|segment| match &segment.arguments {
            PathArguments::None => false,
            PathArguments::AngleBracketed(list) => list.args.iter().any(|argument| match argument {
                GenericArgument::Type(inner) => !is_number(inner) && !only_numbers_inside(inner),
                _ => false,
            }),
            PathArguments::Parenthesized(_) => true,
        }),
        Type::Group(group) => indirect(&group.elem),
        Type::Paren(paren) => indirect(&paren.elem),
        Type::Array(array) => !is_number(&array.elem),
        Type::Reference(reference) => !is_number(&reference.elem),
        Type::Tuple(tuple) => tuple.elems.iter().any(indirect),
        _ => true,
    }
}

/// `Option<u64>` in `Box<Option<u64>>`.
fn only_numbers_inside(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let has_arguments = path.path.segments.iter().any(|segment| !segment.arguments.is_none());
    has_arguments && !indirect(ty)
}

fn is_text(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path.path.segments.last().is_some_and(|segment| segment.ident == "String"),
        Type::Group(group) => is_text(&group.elem),
        _ => false,
    }
}

fn is_number(ty: &Type) -> bool {
    const NUMBERS: [&str; 15] = [
        "bool", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "isize", "u128", "u16", "u32", "u64", "u8",
        "usize",
    ];
    match ty {
        Type::Path(path) => {
            path.path.get_ident().is_some_and(|name| NUMBERS.iter().any(|number| name == number))
        }
        Type::Group(group) => is_number(&group.elem),
        _ => false,
    }
}
