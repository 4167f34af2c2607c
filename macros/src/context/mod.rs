//! `#[derive(LogContext)]`, and what `context!` has in common with it.

mod check;
mod expand;

pub(crate) use check::check_size;
pub(crate) use expand::implementation;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::attr::Owner;
use crate::errors::Errors;
use crate::event::event;
use crate::literal::check_attributes;

/// Parse, check, expand. Where something is wrong: the errors, and an empty implementation, so that the uses of the type
/// are not reported too.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let errors = Errors::default();
    let context = event(&input, Owner::Context, &errors);
    check_attributes(&input, &errors);
    check::check(&context, &errors);
    if errors.none() {
        return expand::expand(&context);
    }
    let mut tokens = errors.into_compile_errors();
    tokens.extend(expand::fallback(&context));
    tokens
}
