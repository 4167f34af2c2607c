//! What a generic type must ask of its parameters to be printed: `Debug` of those in the fields that are printed.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::visit::Visit;
use syn::{Generics, Ident, Type, TypePath, WhereClause};

/// The type's own clauses, and `Debug` for every parameter in the types, also where it stands for a type of its own
/// (`T::Item`). Not for the types as a whole: one that leads back to itself would be asked for without end.
pub(super) fn where_clause<'a>(
    generics: &Generics,
    types: impl IntoIterator<Item = &'a Type>,
) -> TokenStream {
    let parameters: Vec<&Ident> = generics.type_params().map(|parameter| &parameter.ident).collect();
    let mut used = Used { parameters, bounded: Vec::new() };
    types.into_iter().for_each(|ty| used.visit_type(ty));
    let bounded = used.bounded;
    let own = generics.where_clause.as_ref().map(|WhereClause { predicates, .. }| predicates.iter());
    let own = own.into_iter().flatten();
    quote!(where #(#own,)* #(#bounded: ::core::fmt::Debug,)*)
}

struct Used<'g> {
    parameters: Vec<&'g Ident>,
    bounded: Vec<TokenStream>,
}

impl<'ast> Visit<'ast> for Used<'_> {
    fn visit_type_path(&mut self, ty: &'ast TypePath) {
        let first = ty.path.segments.first().filter(|_| ty.path.leading_colon.is_none());
        let is_parameter = first.is_some_and(|first| self.parameters.contains(&&first.ident));
        // `T`, `T::Item`, `<T as Trait>::Item`.
        let is_projection = ty.qself.as_ref().is_some_and(|qualified| self.mentions(&qualified.ty));
        if is_projection || (is_parameter && ty.qself.is_none()) {
            let tokens = ty.to_token_stream();
            if !self.bounded.iter().any(|bounded| bounded.to_string() == tokens.to_string()) {
                self.bounded.push(tokens);
            }
            return;
        }
        syn::visit::visit_type_path(self, ty);
    }
}

impl Used<'_> {
    fn mentions(&self, ty: &Type) -> bool {
        let mut inner = Used { parameters: self.parameters.clone(), bounded: Vec::new() };
        inner.visit_type(ty);
        !inner.bounded.is_empty()
    }
}
