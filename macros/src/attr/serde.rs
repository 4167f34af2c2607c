//! The names that serde gives a field. They only add names to check, never loosen a rule.

use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, Token, punctuated::Punctuated};

use crate::case::Case;

/// Every name in `#[serde(rename = "…", rename(serialize = "…"), alias = "…")]`. What cannot be read is serde's to report.
pub(crate) fn serde_names(attributes: &[Attribute]) -> Vec<LitStr> {
    strings(attributes, &["rename", "alias"])
}

/// What `#[serde(rename_all = "…", rename_all_fields = "…")]` on a type or a variant makes of names. Which of them is about
/// which names does not matter: a name too many is only looked at.
pub(crate) fn serde_cases(attributes: &[Attribute]) -> Vec<Case> {
    let styles = strings(attributes, &["rename_all", "rename_all_fields"]);
    styles.iter().filter_map(|style| Case::by_name(&style.value())).collect()
}

/// The strings under these words, also where they are told apart as `word(serialize = "…", deserialize = "…")`.
fn strings(attributes: &[Attribute], words: &[&str]) -> Vec<LitStr> {
    let mut found = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        if let Meta::List(list) = &attribute.meta
            && let Ok(metas) = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
        {
            metas.iter().for_each(|meta| take(meta, words, &mut found));
        }
    }
    found
}

fn take(meta: &Meta, words: &[&str], found: &mut Vec<LitStr>) {
    let listed = words.iter().any(|word| meta.path().is_ident(word));
    match meta {
        Meta::NameValue(pair) if listed => {
            if let Expr::Lit(ExprLit { lit: Lit::Str(name), .. }) = &pair.value {
                found.push(name.clone());
            }
        }
        Meta::List(list) if listed => {
            if let Ok(metas) = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated) {
                metas.iter().for_each(|meta| take(meta, &["serialize", "deserialize"], found));
            }
        }
        Meta::NameValue(_) | Meta::List(_) | Meta::Path(_) => {}
    }
}
