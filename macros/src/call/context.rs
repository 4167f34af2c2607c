//! `context!`: a context type made for one place, generic over its values.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::check::{self, Checked};
use super::form::Inline;
use super::inline::{self, attrs, borrowed_values, local, never_evaluated, parts, schema, traits};
use super::{Passed, arguments, read};
use crate::context::{check_size, implementation};
use crate::errors::Errors;
use crate::fields::{hashing, is_reserved_in_context};
use crate::levels::Level;
use crate::literal::check_literals;
use crate::runtime::Runtime;

/// Parse, check, expand. Where something is wrong: the errors, the arguments in dead code, and an empty context.
pub(crate) fn context(input: TokenStream) -> TokenStream {
    let Passed { runtime, tokens, .. } = Passed::split(input);
    let errors = Errors::default();
    check_literals(tokens.clone(), &errors);
    let arguments = read(tokens, &errors, |input| Ok(arguments::parse(input, &errors)));
    let form = Inline { level: Level::Info, message: None, arguments: arguments.unwrap_or_default() };
    let parsed = errors.none();
    let checked = check::arguments(&form.arguments, is_reserved_in_context, &errors);
    if parsed {
        let written = form.arguments.iter().filter(|argument| !argument.is_skipped()).count();
        check_size(written, Span::call_site(), &errors);
    }
    if errors.none() {
        return expand(&runtime, &form, &checked);
    }
    let errors = errors.into_compile_errors();
    let fallback = inline::bounds(&runtime, &form, &checked);
    quote!({ #errors if false { #fallback } #runtime::Context::empty() })
}

/// Borrows the values, and makes a context of them with a type of its own.
fn expand(runtime: &Runtime, form: &Inline, checked: &Checked) -> TokenStream {
    let parts = parts(form, checked);
    let (definition, generics, arguments) = inline::definition(runtime, &parts);
    let schema = schema(runtime, form, checked, &parts);
    let header = quote!(#generics #runtime::LogContext for __Event #arguments);
    let encode = inline::encode(runtime, form, &parts);
    let implementation = implementation(runtime, &header, &schema, &encode);
    let borrowed = borrowed_values(runtime, &parts);
    let values: Vec<_> = parts.iter().map(|part| &part.value).collect();
    let construct = if parts.is_empty() { quote!(__Event) } else { quote!(__Event(#(#values),*)) };
    let traits = traits(runtime, &parts);
    let hashing = hashing(runtime, &"context!", attrs(form));
    let unread = never_evaluated(runtime, form);
    let context = local("__context");
    quote! {{
        #definition
        #implementation
        #hashing
        #traits
        let #context = match (#(#borrowed,)*) {
            (#(#values,)*) => #runtime::Context::new(&#construct),
        };
        #unread
        #context
    }}
}
