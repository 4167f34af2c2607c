//! The inline form: an event type made for one call, generic over its values.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::arguments::Argument;
use super::check::Checked;
use super::expand::{admitted, callsite, emit, never};
use super::form::Inline;
use super::prefix::Prefixes;
use crate::attr::{Class, Disposition, FieldAttrs};
use crate::fields::{disposed, hashing, probes};
use crate::gate::Judgement;
use crate::runtime::{Runtime, reference_to};
use crate::schema::{self, Schema};

/// An argument whose value is written, with the names that stand for it in the expansion.
pub(super) struct Part<'a> {
    argument: &'a Argument,
    judgement: Judgement,
    /// Its type parameter.
    ty: Ident,
    /// Its variable.
    pub(super) value: Ident,
    /// Its position in the struct.
    index: syn::Index,
}

/// Asks, borrows the values, and writes them as an event of a type of its own.
pub(super) fn expand(
    runtime: &Runtime,
    prefixes: &Prefixes,
    form: &Inline,
    checked: &Checked,
) -> TokenStream {
    let parts = parts(form, checked);
    let event_type = event_type(runtime, form, checked, &parts);
    let callsite = callsite(runtime, prefixes);
    let (phantom, schema, event) = (local("__phantom"), local("__schema"), local("__event"));
    let borrowed = borrowed_values(runtime, &parts);
    let values: Vec<&Ident> = parts.iter().map(|part| &part.value).collect();
    let construct = if parts.is_empty() { quote!(__Event) } else { quote!(__Event(#(#values),*)) };
    let emit = emit(runtime, prefixes, &schema, &event);
    let unread = never_evaluated(runtime, form);
    let traits = traits(runtime, &parts);
    let logged = admitted(
        runtime,
        prefixes,
        &quote!(#runtime::admit),
        &quote!(&#phantom),
        &quote! {
            #traits
            match (#(#borrowed,)*) {
                (#(#values,)*) => {
                    let #event = #construct;
                    #runtime::same_event(&#phantom, &#event);
                    #emit
                }
            };
        },
    );
    let name = prefixes.name.as_ref().or(form.message.as_ref());
    let hashing = hashing(runtime, &name, attrs(form));
    quote! {{
        #event_type
        #hashing
        #callsite
        let #phantom = #runtime::phantom();
        let #schema = #runtime::schema_of(&#phantom);
        if __CALLSITE.enabled(#schema) {
            #logged
        }
        #unread
    }}
}

/// Beside errors: statements for dead code that check the types of the arguments.
pub(super) fn bounds(runtime: &Runtime, form: &Inline, checked: &Checked) -> TokenStream {
    let unread = form.arguments.iter().filter(|argument| !argument.attrs.reads_value());
    let unread = unread.map(|argument| never(runtime, argument.value.expression()));
    let parts = parts(form, checked);
    let borrowed = borrowed_values(runtime, &parts);
    let values: Vec<&Ident> = parts.iter().map(|part| &part.value).collect();
    let traits = traits(runtime, &parts);
    quote! {
        #traits
        match (#(#borrowed,)*) {
            (#(#values,)*) => {
                #(#runtime::never_evaluated(#values);)*
            }
        };
        #(#unread)*
    }
}

/// The traits that a value is asked by.
pub(super) fn traits(runtime: &Runtime, parts: &[Part<'_>]) -> TokenStream {
    match parts {
        [] => TokenStream::new(),
        _ => {
            let probes = probes(runtime, parts.iter().map(|part| &part.argument.attrs));
            quote!(use #runtime::{LoggedArgument as _, RefusedArgument as _}; #probes)
        }
    }
}

pub(super) fn attrs(form: &Inline) -> impl Iterator<Item = &FieldAttrs> {
    form.arguments.iter().map(|argument| &argument.attrs)
}

/// A name of the expansion that no expression of the user can see.
pub(super) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

pub(super) fn parts<'a>(form: &'a Inline, checked: &Checked) -> Vec<Part<'a>> {
    let judged = form.arguments.iter().zip(&checked.judgements);
    let written = judged.filter(|(argument, _)| argument.attrs.reads_value());
    let parts = written.enumerate().map(|(at, (argument, judgement))| Part {
        argument,
        judgement: *judgement,
        ty: format_ident!("__T{at}", span = Span::mixed_site()),
        value: local(&format!("__value{at}")),
        index: syn::Index::from(at),
    });
    parts.collect()
}

/// What is written of each argument, borrowed, in the order of the arguments.
pub(super) fn borrowed_values(runtime: &Runtime, parts: &[Part<'_>]) -> Vec<TokenStream> {
    parts.iter().map(|part| borrowed(runtime, part)).collect()
}

/// What is written of an argument, borrowed. Where that has no log form, it is reported here and stands for something that
/// has one from here on. Where the name is that of a credential, the type must not be able to carry text.
fn borrowed(runtime: &Runtime, part: &Part<'_>) -> TokenStream {
    let Argument { attrs, value, .. } = part.argument;
    let expression = value.expression();
    let span = expression.span();
    let here = runtime.shown_at(span);
    let value = reference_to(expression);
    let written = match disposed(runtime, attrs, &part.argument.domain(), &value, span) {
        Some(written) => quote_spanned!(span=> &#written),
        None if part.judgement.needs_not_text => quote_spanned!(span=> #here::not_text(#value)),
        None if part.judgement.needs_no_class => quote_spanned!(span=> #here::needs_no_class(#value)),
        None => value,
    };
    quote_spanned!(span=> (&&#here::Argument(#written)).blackbar_value())
}

/// Redacted and skipped arguments in dead code.
pub(super) fn never_evaluated(runtime: &Runtime, form: &Inline) -> TokenStream {
    let unread = form.arguments.iter().filter(|argument| !argument.attrs.reads_value());
    let statements: Vec<TokenStream> =
        unread.map(|argument| never(runtime, argument.value.expression())).collect();
    if statements.is_empty() { TokenStream::new() } else { quote!(if false { #(#statements)* }) }
}

/// The struct that borrows the values, and the generics and arguments of an implementation for it.
pub(super) fn definition(runtime: &Runtime, parts: &[Part<'_>]) -> (TokenStream, TokenStream, TokenStream) {
    if parts.is_empty() {
        let definition = quote!(
            struct __Event;
        );
        return (definition, TokenStream::new(), TokenStream::new());
    }
    let types: Vec<&Ident> = parts.iter().map(|part| &part.ty).collect();
    (
        quote!(struct __Event<'__a, #(#types: ?::core::marker::Sized),*>(#(&'__a #types),*);),
        quote!(<'__a, #(#types: #runtime::LogValue + ?::core::marker::Sized),*>),
        quote!(<'__a, #(#types),*>),
    )
}

/// The type of the event, and its `LogEvent`.
fn event_type(runtime: &Runtime, form: &Inline, checked: &Checked, parts: &[Part<'_>]) -> TokenStream {
    let schema = schema(runtime, form, checked, parts).expand(runtime);
    let encode = encode(runtime, form, parts);
    let (definition, generics, arguments) = definition(runtime, parts);
    quote! {
        #definition
        impl #generics #runtime::LogEvent for __Event #arguments {
            const SCHEMA: &'static #runtime::Schema = &#schema;
            const LEAF: ::core::primitive::bool = #runtime::all_leaf(Self::SCHEMA.fields);

            #[inline]
            fn encode_fields<__S: #runtime::FieldSink>(&self, __fields: &mut __S) {
                #encode
            }
        }
    }
}

/// What is known of the arguments.
pub(super) fn schema<'c>(
    runtime: &Runtime,
    form: &Inline,
    checked: &'c Checked,
    parts: &[Part<'_>],
) -> Schema<'c> {
    let fields = form.arguments.iter().zip(&checked.judgements).map(|(argument, judgement)| {
        // Only a value that is written has a type parameter; for the others the type does not matter.
        let ty = part_of(parts, argument).map_or_else(|| local("__Event"), |part| part.ty.clone());
        schema::argument(runtime, &argument.key(), &ty, &argument.attrs, *judgement)
    });
    Schema {
        name: "",
        type_name: "",
        level: form.level,
        target: None,
        message: &checked.message,
        fields: fields.collect(),
        class: Class::Internal,
    }
}

/// In the order of the schema: values from the struct, placeholders as they are.
pub(super) fn encode(runtime: &Runtime, form: &Inline, parts: &[Part<'_>]) -> TokenStream {
    let statements = form.arguments.iter().filter_map(|argument| match argument.attrs.disposition() {
        Some(Disposition::Skip) => None,
        Some(Disposition::Redact) => Some(quote!(__fields.field(&#runtime::Redacted::PRESENT);)),
        _ => part_of(parts, argument).map(|Part { index, .. }| quote!(__fields.field(self.#index);)),
    });
    statements.collect()
}

fn part_of<'p, 'a>(parts: &'p [Part<'a>], argument: &Argument) -> Option<&'p Part<'a>> {
    parts.iter().find(|part| core::ptr::eq(part.argument, argument))
}
