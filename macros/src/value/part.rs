//! Tokens of the parts of a struct or a variant: their shape and their bytes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::parse::{Parts, Variant};
use crate::fields::{Sink, shape_fn, write};
use crate::runtime::{Runtime, place_of};
use crate::schema::field;

/// The fields of a `Shape::Struct`.
pub(super) fn fields(runtime: &Runtime, parts: &Parts<'_>) -> TokenStream {
    let fields =
        parts.fields.iter().map(|each| field(runtime, &each.key, each.ty, &each.attrs, each.judgement));
    quote!(&[#(#fields),*])
}

/// The parts of a `Shape::Tuple`; what is skipped is not among them.
pub(super) fn shapes(runtime: &Runtime, parts: &Parts<'_>) -> TokenStream {
    let written = parts.fields.iter().filter(|field| !field.is_skipped());
    let shapes = written.map(|field| shape_fn(runtime, field.ty, &field.attrs));
    quote!(&[#(#shapes),*])
}

/// The pattern behind the name of a variant, and the variables in it: references to the parts.
pub(super) fn pattern(variant: &Variant<'_>) -> (TokenStream, Vec<Ident>) {
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
    (pattern, bound)
}

/// One arm of the `match` over an enum: the variant's number, then its parts.
pub(super) fn arm(runtime: &Runtime, number: u16, variant: &Variant<'_>) -> TokenStream {
    let ident = variant.ident;
    let (pattern, bound) = pattern(variant);
    let parts = variant.parts.fields.iter().zip(&bound).map(|(field, bound)| {
        write(runtime, field, &quote_spanned!(place_of(field.ty)=> #bound), Sink::Writer)
    });
    quote!(Self::#ident #pattern => __writer.variant(#number, |__writer| { #(#parts)* }),)
}
