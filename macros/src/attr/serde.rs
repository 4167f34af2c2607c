//! The names that serde gives a field. They only add names to check, never loosen a rule.

use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, Token, punctuated::Punctuated};

/// Every name in `#[serde(rename = "…", rename(serialize = "…"), alias = "…")]`. What cannot be read is serde's to report.
pub(crate) fn serde_names(attributes: &[Attribute]) -> Vec<LitStr> {
    let mut names = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        if let Meta::List(list) = &attribute.meta
            && let Ok(metas) = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
        {
            metas.iter().for_each(|meta| take(meta, &mut names));
        }
    }
    names
}

fn take(meta: &Meta, names: &mut Vec<LitStr>) {
    match meta {
        Meta::NameValue(pair) => {
            let named =
                ["rename", "alias", "serialize", "deserialize"].iter().any(|word| pair.path.is_ident(word));
            if let (true, Expr::Lit(ExprLit { lit: Lit::Str(name), .. })) = (named, &pair.value) {
                names.push(name.clone());
            }
        }
        Meta::List(list) if list.path.is_ident("rename") => {
            if let Ok(metas) = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) {
                metas.iter().for_each(|meta| take(meta, names));
            }
        }
        Meta::List(_) | Meta::Path(_) => {}
    }
}
