//! `#[derive(LogEvent)]`.

mod check;
mod expand;
mod message;
mod parse;

pub(crate) use message::{Names, check_message};
pub(crate) use parse::{Event, event};

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::attr::Owner;
use crate::errors::Errors;
use crate::literal::check_attributes;

/// Parse, check, expand. Where something is wrong: the errors, and an empty implementation, so that the uses of the type
/// are not reported too.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    let errors = Errors::default();
    let event = event(&input, Owner::Event, &errors);
    check_attributes(&input, &errors);
    let message = check::check(&event, &errors);
    if errors.none() {
        return expand::expand(&event, &message);
    }
    let mut tokens = errors.into_compile_errors();
    tokens.extend(expand::fallback(&event));
    tokens
}
