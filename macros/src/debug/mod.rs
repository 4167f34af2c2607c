//! `#[derive(blackbar::Debug)]`: prints like std's derive, and `[redacted]` for what must not be seen.
//!
//! It reads the attributes of the other derives and reports none of their mistakes, which would be told twice. A field whose
//! attributes are wrong is one that must not be seen.

mod bounds;
mod expand;
mod parse;

use blackbar_rules::ids;
use proc_macro2::TokenStream;
use syn::{Data, DeriveInput};

use crate::errors::{Errors, Report};

/// Parse, expand. There is one mistake: a union.
pub(crate) fn derive(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.into_compile_error(),
    };
    if let Data::Union(data) = &input.data {
        let errors = Errors::default();
        errors.add(
            Report::on(
                ids::BB025,
                data.union_token,
                "`Debug` cannot be derived for a union: nothing says which field is there",
            )
            .help("make it an enum"),
        );
        return errors.into_compile_errors();
    }
    expand::expand(&parse::printed(&input))
}

#[cfg(test)]
mod tests;
