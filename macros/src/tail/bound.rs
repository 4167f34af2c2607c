//! Variables that an expression binds itself, with the names of what they are bound to.

use syn::ext::IdentExt;
use syn::{Ident, Pat};

use crate::gate::Name;

/// The innermost binding of a variable is the last one.
#[derive(Default)]
pub(super) struct Bound(Vec<(String, Vec<Name>)>);

impl Bound {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.0.truncate(len);
    }

    /// What a variable is bound to; nothing for one from outside.
    pub(super) fn get(&self, variable: &Ident) -> Vec<Name> {
        let variable = variable.unraw().to_string();
        let found = self.0.iter().rev().find(|(name, _)| *name == variable);
        found.map_or_else(Vec::new, |(_, names)| names.clone())
    }

    /// Binds all variables of a pattern to the same value. The fields in a struct pattern have names of their own.
    pub(super) fn bind(&mut self, pattern: &Pat, names: &[Name]) {
        match pattern {
            Pat::Ident(variable) => {
                self.0.push((variable.ident.unraw().to_string(), names.to_vec()));
                variable.subpat.iter().for_each(|(_, inner)| self.bind(inner, names));
            }
            Pat::TupleStruct(pattern) => pattern.elems.iter().for_each(|inner| self.bind(inner, names)),
            Pat::Tuple(pattern) => pattern.elems.iter().for_each(|inner| self.bind(inner, names)),
            Pat::Slice(pattern) => pattern.elems.iter().for_each(|inner| self.bind(inner, names)),
            Pat::Or(pattern) => pattern.cases.iter().for_each(|inner| self.bind(inner, names)),
            Pat::Reference(pattern) => self.bind(&pattern.pat, names),
            Pat::Paren(pattern) => self.bind(&pattern.pat, names),
            Pat::Type(pattern) => self.bind(&pattern.pat, names),
            Pat::Struct(pattern) => {
                for field in &pattern.fields {
                    let own = match &field.member {
                        syn::Member::Named(name) => vec![super::value(name)],
                        syn::Member::Unnamed(_) => names.to_vec(),
                    };
                    self.bind(&field.pat, &own);
                }
            }
            _ => {}
        }
    }
}
