//! Tokens about one field that both derives need.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::Field;
use crate::runtime::Runtime;

/// An expression: whether the `Option` behind the reference `value` is absent; `false` for every other type. The type
/// need not implement anything.
pub(crate) fn absent(runtime: &Runtime, value: &impl ToTokens) -> TokenStream {
    quote!({
        use #runtime::{ProbeAny as _, ProbeOption as _};
        (&&#runtime::Probed(#value)).absent()
    })
}

/// A statement that fails to compile where the name of a field is that of a credential and its type can carry text.
pub(crate) fn not_text_bound(runtime: &Runtime, field: &Field<'_>) -> Option<TokenStream> {
    let ty = field.ty;
    let bound = quote_spanned!(ty.span()=> let _ = <#ty as #runtime::NotText>::NOT_TEXT;);
    field.judgement.needs_not_text.then_some(bound)
}

/// Statements that fail to compile where the type of a field does not allow what is to be written of it.
///
/// They name the traits through the type and nothing else, as the schema and `encode` do: then all messages about one
/// field are equal, and the compiler shows one.
pub(crate) fn value_bounds(runtime: &Runtime, field: &Field<'_>) -> TokenStream {
    let ty = field.ty;
    let span = ty.span();
    let not_text = not_text_bound(runtime, field);
    let flatten =
        field.attrs.flatten.map(|_| quote_spanned!(span=> let _ = <#ty as #runtime::Flatten>::FIELD;));
    let value = (flatten.is_none() && field.attrs.disposition().is_none())
        .then(|| quote_spanned!(span=> let _ = <#ty as #runtime::LogValue>::LEAF;));
    quote!(#not_text #flatten #value)
}
