//! The path under which expanded code finds the runtime.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// The module `__private` of the runtime, however the user calls that crate.
pub(crate) struct Runtime(TokenStream);

impl Runtime {
    /// The crate is found under its own name.
    pub(crate) fn by_name() -> Self {
        Self::at(&quote!(::blackbar))
    }

    /// The crate is found at a path: `$crate`, or what `#[log(crate = path)]` says.
    pub(crate) fn at(path: &impl ToTokens) -> Self {
        Self(quote!(#path::__private))
    }
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}
