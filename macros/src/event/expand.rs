//! From an event to its implementation. Nothing here can fail.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

use super::parse::Event;
use crate::fields::{Field, Sink, hashing, probes, value_bounds, write};
use crate::levels::Level;
use crate::runtime::{Runtime, place_of};
use crate::schema::{Piece, Schema, field};

/// The implementation of `LogEvent`.
pub(super) fn expand(event: &Event<'_>, message: &[Piece]) -> TokenStream {
    let runtime = event.attrs.runtime();
    let one = |each: &Field<'_>| field(&runtime, &each.key, each.ty, &each.attrs, each.judgement);
    let schema = schema(event, message, event.fields.iter().map(one).collect());
    let probes = probes(&runtime, event.fields.iter().map(|field| &field.attrs));
    let encode = event.fields.iter().map(|field| encode(&runtime, field));
    let mut beside = clash(&runtime, event);
    beside.extend(hashing(&runtime, &event.name, event.fields.iter().map(|field| &field.attrs)));
    implementation(&runtime, event, &schema, &quote!(#probes #(#encode)*), &beside)
}

/// An empty implementation beside errors. It still names the bounds, so that wrong types are reported in the same compile.
pub(super) fn fallback(event: &Event<'_>) -> TokenStream {
    let runtime = event.attrs.runtime();
    let probes = probes(&runtime, event.fields.iter().map(|field| &field.attrs));
    let bounds = event.fields.iter().map(|field| value_bounds(&runtime, field));
    let schema = schema(event, &[], Vec::new());
    implementation(&runtime, event, &schema, &quote!(#probes #(#bounds)*), &TokenStream::new())
}

fn schema<'a>(event: &'a Event<'_>, message: &'a [Piece], fields: Vec<TokenStream>) -> Schema<'a> {
    Schema {
        name: &event.name,
        type_name: &event.type_name,
        level: event.attrs.level.unwrap_or(Level::Info),
        target: event.attrs.target.as_ref(),
        message,
        fields,
        class: event.attrs.class(),
    }
}

fn implementation(
    runtime: &Runtime,
    event: &Event<'_>,
    schema: &Schema<'_>,
    encode: &TokenStream,
    beside: &TokenStream,
) -> TokenStream {
    let ident = &event.original.ident;
    let (impl_generics, ty_generics, where_clause) = event.original.generics.split_for_impl();
    let schema = schema.expand(runtime);
    let rate = rate(runtime, event);
    quote! {
        const _: () = {
            #[automatically_derived]
            impl #impl_generics #runtime::LogEvent for #ident #ty_generics #where_clause {
                const SCHEMA: &'static #runtime::Schema = &#schema;
                const LEAF: ::core::primitive::bool = #runtime::all_leaf(Self::SCHEMA.fields);

                #[inline]
                fn encode_fields<__S: #runtime::FieldSink>(&self, __fields: &mut __S) {
                    #encode
                }

                #rate
            }
            #beside
        };
    }
}

/// The rate of the type, one for all types that a generic one makes.
fn rate(runtime: &Runtime, event: &Event<'_>) -> TokenStream {
    let Some(rate) = event.attrs.rate.as_ref().and_then(|given| given.rate) else {
        return TokenStream::new();
    };
    let rate = rate.expand(runtime);
    quote! {
        #[inline]
        fn rate() -> ::core::option::Option<&'static #runtime::Rate> {
            static __RATE: #runtime::Rate = #rate;
            ::core::option::Option::Some(&__RATE)
        }
    }
}

/// Statements that hand a field over.
fn encode(runtime: &Runtime, field: &Field<'_>) -> TokenStream {
    let member = &field.member;
    write(runtime, field, &quote_spanned!(place_of(field.ty)=> &self.#member), Sink::Fields)
}

/// Constants that fail to compile where a flattened event has a key that is already there. A generic type has no constants
/// of its own outside its implementation, and inside they are not evaluated by `cargo check`.
fn clash(runtime: &Runtime, event: &Event<'_>) -> TokenStream {
    if !event.original.generics.params.is_empty() {
        return TokenStream::new();
    }
    let ident = &event.original.ident;
    let flattened: Vec<&Field<'_>> =
        event.fields.iter().filter(|field| field.attrs.flatten.is_some()).collect();
    let checks = flattened.iter().enumerate().map(|(at, field)| {
        let ty = field.ty;
        let before = flattened.iter().take(at).map(|before| before.ty);
        let text = format!("[BB020] `{}` has a key that `{}` has already", field.name, event.type_name);
        quote_spanned! {ty.span()=>
            const _: () = ::core::assert!(
                #runtime::no_key_twice(
                    <#ty as #runtime::Flatten>::FIELDS,
                    &[<#ident as #runtime::LogEvent>::SCHEMA.fields, #(<#before as #runtime::Flatten>::FIELDS),*],
                ),
                #text,
            );
        }
    });
    checks.collect()
}
