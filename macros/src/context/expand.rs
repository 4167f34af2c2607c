//! From a context to its implementation. Nothing here can fail.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use crate::event::Event;
use crate::fields::{Field, Sink, hashing, probes, value_bounds, write};
use crate::levels::Level;
use crate::runtime::{Runtime, place_of};
use crate::schema::{Schema, field};

/// The implementation of `LogContext`.
pub(super) fn expand(context: &Event<'_>) -> TokenStream {
    let runtime = context.attrs.runtime();
    let one = |each: &Field<'_>| field(&runtime, &each.key, each.ty, &each.attrs, each.judgement);
    let fields = context.fields.iter().map(one).collect();
    let encode = context.fields.iter().map(|field| {
        let member = &field.member;
        write(&runtime, field, &quote_spanned!(place_of(field.ty)=> &self.#member), Sink::Fields)
    });
    let hashing = hashing(&runtime, &context.name, context.fields.iter().map(|field| &field.attrs));
    derived(&runtime, context, fields, &quote!(#(#encode)*), &hashing)
}

/// An empty implementation beside errors. It still names the bounds, so that wrong types are reported in the same compile.
pub(super) fn fallback(context: &Event<'_>) -> TokenStream {
    let runtime = context.attrs.runtime();
    let bounds = context.fields.iter().map(|field| value_bounds(&runtime, field));
    derived(&runtime, context, Vec::new(), &quote!(#(#bounds)*), &TokenStream::new())
}

fn derived(
    runtime: &Runtime,
    context: &Event<'_>,
    fields: Vec<TokenStream>,
    encode: &TokenStream,
    beside: &TokenStream,
) -> TokenStream {
    let ident = &context.original.ident;
    let (impl_generics, ty_generics, where_clause) = context.original.generics.split_for_impl();
    let schema = Schema {
        name: &context.name,
        type_name: &context.type_name,
        level: Level::Info,
        target: None,
        message: &[],
        fields,
        class: context.attrs.class(),
    };
    let probes = probes(runtime, context.fields.iter().map(|field| &field.attrs));
    let header = quote!(#impl_generics #runtime::LogContext for #ident #ty_generics #where_clause);
    let implementation = implementation(runtime, &header, &schema, &quote!(#probes #encode));
    quote! {
        const _: () = {
            #implementation
            #beside
        };
    }
}

/// The implementation of `LogContext` for what `header` says. The static belongs to all instances of a generic type, as that
/// of a call in a generic function does.
pub(crate) fn implementation(
    runtime: &Runtime,
    header: &TokenStream,
    schema: &Schema<'_>,
    encode: &TokenStream,
) -> TokenStream {
    let schema = schema.expand(runtime);
    quote! {
        #[automatically_derived]
        impl #header {
            const CONTEXT_SCHEMA: &'static #runtime::Schema = &#schema;

            fn context_callsite() -> &'static #runtime::Callsite {
                static __CALLSITE: #runtime::Callsite =
                    #runtime::Callsite::new(::core::module_path!(), ::core::file!(), ::core::line!());
                &__CALLSITE
            }

            fn encode_context<__S: #runtime::FieldSink>(&self, __fields: &mut __S) {
                #encode
            }
        }
    }
}
