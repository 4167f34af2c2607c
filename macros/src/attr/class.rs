//! What data *is*: the four classes, as words.

use blackbar_rules::ids;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::errors::{Errors, Report, did_you_mean, listed};
use crate::runtime::Runtime;

/// What the data of a field or of a container is, from the least to the most protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Class {
    Public,
    #[default]
    Internal,
    Pii,
    Secret,
}

impl Class {
    const ALL: [(&'static str, Self); 4] = [
        ("public", Self::Public),
        ("internal", Self::Internal),
        ("pii", Self::Pii),
        ("secret", Self::Secret),
    ];

    /// The class of that name.
    pub(crate) fn by_name(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, class)| *class)
    }

    /// The class of that name, or a report that says which there are.
    pub(super) fn parse(word: &Ident, errors: &Errors) -> Option<Self> {
        let name = word.to_string();
        let class = Self::by_name(&name);
        if class.is_none() {
            let names = Self::ALL.map(|(name, _)| name);
            errors.add(
                Report::on(ids::BB009, word, format!("there is no class `{name}`"))
                    .maybe_help(did_you_mean(&name, &names))
                    .help(format!("the classes are {}", listed(names))),
            );
        }
        class
    }

    /// As it is written.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Internal => "internal",
            Self::Pii => "pii",
            Self::Secret => "secret",
        }
    }

    /// The value of the runtime's `Class`.
    pub(crate) fn expand(self, runtime: &Runtime) -> TokenStream {
        let variant = Ident::new(&format!("{self:?}"), Span::call_site());
        quote!(#runtime::Class::#variant)
    }
}
