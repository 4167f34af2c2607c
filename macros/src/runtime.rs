//! The path under which expanded code finds the runtime.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

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

    /// The same path, shown at another place by the compiler; it still means what it meant.
    pub(crate) fn shown_at(&self, place: Span) -> Self {
        let moved = self.0.clone().into_iter().map(|mut token: TokenTree| {
            token.set_span(place.resolved_at(token.span()));
            token
        });
        Self(moved.collect())
    }
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}

/// The place of some tokens, for tokens of the expansion: shown there, and meaning what they mean here.
pub(crate) fn place_of(tokens: &impl ToTokens) -> Span {
    Span::call_site().located_at(syn::spanned::Spanned::span(tokens))
}

/// An expression in parentheses with a reference to it, underlined as far as the expression goes.
pub(crate) fn reference_to(expression: &impl ToTokens) -> TokenStream {
    let tokens = expression.to_token_stream();
    let first = tokens.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
    let last = tokens.clone().into_iter().last().map_or(first, |token| token.span());
    let mut group = Group::new(Delimiter::Parenthesis, tokens);
    group.set_span(last);
    quote_spanned!(first=> &#group)
}
