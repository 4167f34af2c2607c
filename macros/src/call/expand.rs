//! From a call to its tokens. Nothing here can fail.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned;

use super::check::Checked;
use super::form::{Call, Form};
use super::inline::{self, local};
use super::prefix::Prefixes;
use crate::runtime::Runtime;

/// A call that asks first and evaluates only what is wanted.
pub(super) fn expand(runtime: &Runtime, call: &Call, checked: &Checked) -> TokenStream {
    match &call.form {
        Form::Typed(event) => typed(runtime, &call.prefixes, event),
        Form::Inline(form) => inline::expand(runtime, &call.prefixes, form, checked),
    }
}

/// The arguments in dead code, beside errors: their types are checked, and they count as used.
pub(super) fn fallback(runtime: &Runtime, call: &Call, checked: &Checked) -> TokenStream {
    let logger = call.prefixes.logger.iter().map(|logger| never(runtime, logger));
    let arguments = match &call.form {
        Form::Typed(event) => never(runtime, event),
        Form::Inline(form) => inline::bounds(runtime, form, checked),
    };
    quote!(if false { #(#logger)* #arguments })
}

/// A statement that checks the type of an expression, to stand in dead code.
pub(super) fn never(runtime: &Runtime, expression: &Expr) -> TokenStream {
    quote!(#runtime::never_evaluated(&(#expression));)
}

fn typed(runtime: &Runtime, prefixes: &Prefixes, event: &Expr) -> TokenStream {
    let callsite = callsite(runtime, prefixes);
    let phantom = local("__phantom");
    let value = local("__event");
    let schema_here = local("__schema");
    // Where the expression is no event, the message stands at the expression.
    let phantom_here = Ident::new("__phantom", Span::mixed_site().located_at(event.span()));
    let here = runtime.shown_at(event.span());
    let schema = quote_spanned!(event.span()=> #here::schema_of(&#phantom_here));
    let asked = asked(runtime, prefixes, &schema_here);
    let emit = emit(runtime, prefixes, &schema_here, &value);
    let admit = quote_spanned!(event.span()=> #here::admit);
    let logged = admitted(
        runtime,
        prefixes,
        &admit,
        &quote_spanned!(event.span()=> &#phantom_here),
        &quote! {
            match (#event) {
                #value => {
                    #runtime::same_event(&#phantom, &#value);
                    #emit
                }
            };
        },
    );
    quote! {{
        #callsite
        let #phantom = #runtime::phantom();
        let #schema_here = #schema;
        if #asked {
            #logged
        }
    }}
}

/// The static of a call.
pub(super) fn callsite(runtime: &Runtime, prefixes: &Prefixes) -> TokenStream {
    let target = prefixes.target.iter();
    let name = prefixes.name.iter();
    let level = prefixes.level.iter().map(|prefix| prefix.level.expand(runtime));
    quote! {
        static __CALLSITE: #runtime::Callsite =
            #runtime::Callsite::new(::core::module_path!(), ::core::file!(), ::core::line!())
                #(.with_target(#target))*
                #(.with_name(#name))*
                #(.with_level(#level))*;
    }
}

/// Whether the call is on. The level goes with the question, so that the features' ceiling is settled at compile time.
pub(super) fn asked(runtime: &Runtime, prefixes: &Prefixes, schema: &impl ToTokens) -> TokenStream {
    match &prefixes.level {
        Some(prefix) => {
            let level = prefix.level.expand(runtime);
            quote!(__CALLSITE.enabled_at(#schema, #level))
        }
        None => quote!(__CALLSITE.enabled(#schema)),
    }
}

/// Runs `statements` for a call that the rate lets through: its own, or that of the event type.
pub(super) fn admitted(
    runtime: &Runtime,
    prefixes: &Prefixes,
    admit: &TokenStream,
    phantom: &TokenStream,
    statements: &TokenStream,
) -> TokenStream {
    let (rate, definition) = match prefixes.rate.as_ref().and_then(|given| given.rate) {
        Some(rate) => {
            let rate = rate.expand(runtime);
            let definition = quote!(static __RATE: #runtime::Rate = #rate;);
            (quote!(::core::option::Option::Some(&__RATE)), definition)
        }
        None => (quote!(::core::option::Option::None), TokenStream::new()),
    };
    let suppressed = local(SUPPRESSED);
    quote! {
        #definition
        if let ::core::option::Option::Some(#suppressed) = #admit(#phantom, #rate) {
            #statements
        }
    }
}

/// The variable that holds how many calls the rate has kept back.
const SUPPRESSED: &str = "__suppressed";

/// A statement that writes an event. `schema` is the one that the call site was asked about: one constant may have several
/// addresses.
pub(super) fn emit(runtime: &Runtime, prefixes: &Prefixes, schema: &Ident, event: &Ident) -> TokenStream {
    let suppressed = local(SUPPRESSED);
    match &prefixes.logger {
        Some(logger) => quote!(#runtime::emit_to(&(#logger), &__CALLSITE, #schema, #suppressed, &#event);),
        None => quote!(#runtime::emit(&__CALLSITE, #schema, #suppressed, &#event);),
    }
}
