//! Literals that look like real credentials: in a message, in the value of an argument, in an attribute.
//!
//! Every literal of a log call is read, also those in macros and closures inside of it: one that is only looked at there
//! should not stand in a source file either. What was found is named by its kind and never repeated.

use blackbar_rules::detect::credential_in;
use blackbar_rules::ids;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::Visit;
use syn::{Attribute, DeriveInput, Lit};

use crate::errors::{Errors, Report};

/// All literals among the tokens.
pub(crate) fn check_literals(tokens: TokenStream, errors: &Errors) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => check_literals(group.stream(), errors),
            TokenTree::Literal(literal) => check_literal(&Lit::new(literal), errors),
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

/// All literals in `#[log(...)]`, wherever it stands on a type.
pub(crate) fn check_attributes(input: &DeriveInput, errors: &Errors) {
    struct Attributes<'a>(&'a Errors);
    impl<'ast> Visit<'ast> for Attributes<'_> {
        fn visit_attribute(&mut self, attribute: &'ast Attribute) {
            if attribute.path().is_ident("log") {
                check_literals(attribute.meta.to_token_stream(), self.0);
            }
        }
    }
    Attributes(errors).visit_derive_input(input);
}

fn check_literal(literal: &Lit, errors: &Errors) {
    let text = match literal {
        Lit::Str(text) => text.value(),
        Lit::ByteStr(bytes) => String::from_utf8_lossy(&bytes.value()).into_owned(),
        Lit::CStr(text) => text.value().to_string_lossy().into_owned(),
        _ => return,
    };
    if let Some(found) = credential_in(&text) {
        let text = format!("this literal looks like a real credential ({})", found.detector.title());
        errors.add(
            Report::on(ids::BB007, literal, text)
                .help("take it out of the source, and revoke it if it was ever real: history keeps it")
                .help("an example in a text: break its form, like `<token>` or `sk-…`"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{check_attributes, check_literals};
    use crate::errors::Errors;

    /// Made of pieces, so that no scanner of repositories finds it here.
    fn key_id() -> String {
        format!("AKIA{}", "Z7Q2M4K9X1B8C3D5")
    }

    fn reported(check: impl FnOnce(&Errors)) -> String {
        let errors = Errors::default();
        check(&errors);
        errors.into_compile_errors().to_string()
    }

    #[test]
    fn a_credential_is_found_in_every_kind_of_literal_and_not_repeated() {
        let key = key_id();
        for code in [
            format!("info, \"{key}\""),
            format!("info, \"x\", note = f(&[\"{key}\"])"),
            format!("info, \"x\", note = format!(\"a {key} b\")"),
            format!("Login {{ note: r#\"{key}\"# }}"),
            format!("info, \"x\", size = b\"{key}\".len()"),
            format!("info, \"x\", size = c\"{key}\".len()"),
            format!("target: \"{key}\", info, \"x\""),
            format!("info, \"x\", #[log(allow = \"{key} is old\")] note = 1"),
        ] {
            let said = reported(|errors| check_literals(code.parse().expect("tokens"), errors));
            assert_eq!(said.matches("BB007").count(), 1, "{code}");
            assert!(said.contains("AWS access key id"), "{said}");
            assert!(!said.contains(&key), "{said}");
        }
    }

    #[test]
    fn every_attribute_of_a_type_is_read() {
        let key = key_id();
        for item in [
            format!("#[log(message = \"{key}\")] struct A;"),
            format!("struct A {{ #[log(doc = \"{key}\")] a: u8 }}"),
            format!("enum A {{ #[log(rename = \"{key}\")] B(u8) }}"),
            format!("enum A {{ B(#[log(allow = \"{key}\")] u8) }}"),
        ] {
            let input = syn::parse_str(&item).expect("an item");
            assert!(reported(|errors| check_attributes(&input, errors)).contains("BB007"), "{item}");
        }
        let other = syn::parse_str(&format!("#[doc = \"{key}\"] struct A;")).expect("an item");
        assert_eq!(reported(|errors| check_attributes(&other, errors)), "");
    }

    #[test]
    fn texts_about_credentials_are_none() {
        for text in ["password is wrong", "Bearer <token>", "postgres://user:<password>@host", "sk-…"] {
            let code = format!("info, \"{text}\"");
            assert_eq!(
                reported(|errors| check_literals(code.parse().expect("tokens"), errors)),
                "",
                "{text}"
            );
        }
    }
}
