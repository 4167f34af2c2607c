//! Traits without items that follow from the form of a value: `NotText` and `MapKey`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::parse::Value;
use crate::runtime::Runtime;

/// What a type may be that cannot carry text and is written as a word.
pub(super) fn both_bare(runtime: &Runtime, value: &Value<'_>) -> TokenStream {
    ["NotText", "MapKey"].into_iter().map(|name| bare(runtime, value, name)).collect()
}

/// A trait without items.
pub(super) fn bare(runtime: &Runtime, value: &Value<'_>, name: &str) -> TokenStream {
    let ident = &value.original.ident;
    let name = syn::Ident::new(name, proc_macro2::Span::call_site());
    let (impl_generics, ty_generics, where_clause) = value.original.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::#name for #ident #ty_generics #where_clause {}
    }
}

/// A trait without items, where the inner type has it. The lifetime says to the compiler that the clause may be false.
pub(super) fn if_inner(
    runtime: &Runtime,
    value: &Value<'_>,
    name: &str,
    inner: &impl ToTokens,
) -> TokenStream {
    let ident = &value.original.ident;
    let name = syn::Ident::new(name, proc_macro2::Span::call_site());
    let (impl_generics, ty_generics, where_clause) = value.original.generics.split_for_impl();
    let predicates = where_clause.into_iter().flat_map(|clause| &clause.predicates);
    quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::#name for #ident #ty_generics
        where
            #(#predicates,)*
            for<'__a> #inner: #runtime::#name
        {}
    }
}
