//! Tokens of the parts of a struct or a variant: their shape and their bytes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::parse::{Parts, Variant};
use crate::attr::{Class, Disposition};
use crate::fields::{Field, absent, not_text_bound};
use crate::runtime::Runtime;
use crate::schema::field;

/// The fields of a `Shape::Struct`.
pub(super) fn fields(runtime: &Runtime, parts: &Parts<'_>, class: Class) -> TokenStream {
    let fields = parts
        .fields
        .iter()
        .map(|each| field(runtime, &each.key, each.ty, &each.attrs, each.judgement, class));
    quote!(&[#(#fields),*])
}

/// The parts of a `Shape::Tuple`; what is skipped is not among them.
pub(super) fn shapes(runtime: &Runtime, parts: &Parts<'_>) -> TokenStream {
    let shapes =
        parts.fields.iter().filter(|field| !field.is_skipped()).map(|field| shape_fn(runtime, field));
    quote!(&[#(#shapes),*])
}

/// The function that gives the shape of what is written of a field.
pub(super) fn shape_fn(runtime: &Runtime, field: &Field<'_>) -> TokenStream {
    if field.attrs.disposition().is_some() {
        return quote!(#runtime::shape_of::<#runtime::Redacted>);
    }
    let ty = field.ty;
    quote_spanned!(ty.span()=> <#ty as #runtime::LogValue>::FIELD.shape)
}

/// Statements that write a field, given an expression of a reference to it.
pub(super) fn encode(runtime: &Runtime, field: &Field<'_>, value: &TokenStream) -> TokenStream {
    let ty = field.ty;
    let span = ty.span();
    let not_text = not_text_bound(runtime, field);
    let write = match field.attrs.disposition() {
        None => quote_spanned!(span=> <#ty as #runtime::LogValue>::encode_value(#value, __writer);),
        // Reads it, so that the compiler does not call the field dead.
        Some(Disposition::Skip) => quote!(let _ = #value;),
        Some(Disposition::Redact) => {
            let absent = absent(runtime, value);
            quote!(#runtime::LogValue::encode_value(&#runtime::Redacted::unless(#absent), __writer);)
        }
    };
    quote!(#not_text #write)
}

/// One arm of the `match` over an enum: the variant's number, then its parts.
pub(super) fn arm(runtime: &Runtime, number: u16, variant: &Variant<'_>) -> TokenStream {
    let ident = variant.ident;
    let bound: Vec<Ident> = (0..variant.parts.fields.len())
        .map(|at| format_ident!("__part{at}", span = Span::mixed_site()))
        .collect();
    let pattern = match variant.original {
        syn::Fields::Unit => TokenStream::new(),
        syn::Fields::Unnamed(_) => quote!((#(#bound),*)),
        syn::Fields::Named(_) => {
            let members = variant.parts.fields.iter().map(|field| &field.member);
            quote!({ #(#members: #bound),* })
        }
    };
    let parts =
        variant.parts.fields.iter().zip(&bound).map(|(field, bound)| encode(runtime, field, &quote!(#bound)));
    quote!(Self::#ident #pattern => __writer.variant(#number, |__writer| { #(#parts)* }),)
}
