use proc_macro2::Span;

use super::{Judgement, Name, Origin, Subject, judge};
use crate::attr::FieldAttrs;
use crate::errors::Errors;

/// The judgement and the ids of what was reported.
fn judged(text: &str, origin: Origin, attribute: &str) -> (Judgement, String) {
    let errors = Errors::default();
    let attributes =
        syn::parse_str::<syn::DeriveInput>(&format!("{attribute} struct X;")).expect("a struct").attrs;
    let attrs = FieldAttrs::parse(&attributes, &errors);
    let judgement =
        judge(&[Name::new(text, Span::call_site(), origin)], &Subject::FieldOf("X"), &attrs, &errors);
    (judgement, errors.into_compile_errors().to_string())
}

#[track_caller]
fn passes(name: &str, attribute: &str) -> Judgement {
    let (judgement, reports) = judged(name, Origin::Field, attribute);
    assert_eq!(reports, "", "{name} {attribute}");
    judgement
}

#[track_caller]
fn fails(name: &str, attribute: &str, id: &str) {
    let (_, reports) = judged(name, Origin::Field, attribute);
    assert!(reports.contains(id), "{name} {attribute}: {reports}");
    assert_eq!(reports.matches("compile_error").count(), 1, "{reports}");
}

#[test]
fn a_sensitive_name_needs_a_rule_or_a_reason() {
    fails("password", "", "BB001");
    passes("password", "#[log(skip)]");
    passes("password", "#[log(redact)]");
    passes("password", "#[log(allow = \"title of the form\")]");
}

#[test]
fn a_card_code_is_only_skipped() {
    fails("cvv", "", "BB015");
    fails("cvv", "#[log(redact)]", "BB015");
    fails("cvv", "#[log(allow = \"only a test card\")]", "BB015");
    passes("cvv", "#[log(skip)]");
}

#[test]
fn a_credential_is_left_to_its_type() {
    assert!(passes("token", "").needs_not_text);
    assert!(!passes("token", "#[log(redact)]").needs_not_text);
    assert!(!passes("token", "#[log(allow = \"words in the prompt\")]").needs_not_text);
    assert!(!passes("user_id", "").needs_not_text);
}

#[test]
fn the_name_of_a_function_is_left_to_its_type() {
    let (judgement, reports) = judged("check_password", Origin::Call, "");
    assert_eq!((judgement.needs_not_text, reports.as_str()), (true, ""));
}

#[test]
fn personal_data_is_marked_whatever_is_written_of_it() {
    assert!(passes("email", "").personal);
    assert!(passes("email", "#[log(redact)]").personal);
    assert!(passes("email", "#[log(skip)]").personal);
}

#[test]
fn a_look_alike_letter_is_refused_even_under_skip() {
    fails("p\u{430}ssword", "#[log(skip)]", "BB018");
}
