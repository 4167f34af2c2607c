use super::{Class, Disposition, FieldAttrs, Floor, Mask};
use crate::errors::Errors;
use crate::fields::check_class;

fn read(words: &str, floor: Floor) -> (FieldAttrs, String) {
    let errors = Errors::default();
    let item = syn::parse_str::<syn::DeriveInput>(&format!("#[log({words})] struct X;")).expect("a struct");
    let attrs = FieldAttrs { floor, ..FieldAttrs::parse(&item.attrs, &errors) };
    check_class(&attrs, &["note"], &errors);
    (attrs, errors.into_compile_errors().to_string())
}

#[track_caller]
fn written(words: &str) -> Option<Disposition> {
    let (attrs, reports) = read(words, Floor::None);
    assert_eq!(reports, "", "{words}");
    attrs.disposition()
}

#[track_caller]
fn fails(words: &str, id: &str) {
    fails_under(words, Floor::None, id);
}

#[track_caller]
fn fails_under(words: &str, floor: Floor, id: &str) {
    let (_, reports) = read(words, floor);
    assert!(reports.contains(id), "{words}: {reports}");
    assert_eq!(reports.matches("compile_error").count(), 1, "{words}: {reports}");
}

#[test]
fn every_disposition_is_read() {
    let reason = "allow = \"only the kind of it\"";
    assert_eq!(written("skip"), Some(Disposition::Skip));
    assert_eq!(written("redact"), Some(Disposition::Redact));
    assert_eq!(written("mask(last = 255)"), Some(Disposition::Mask(Mask::Last(255))));
    let ends = Disposition::Mask(Mask::Ends { first: 1, last: 2 });
    assert_eq!(written("mask(first = 1, last = 2)"), Some(ends));
    assert_eq!(written("mask(last = 2, first = 1,)"), Some(ends));
    assert_eq!(written("mask(email)"), Some(Disposition::Mask(Mask::Email)));
    assert_eq!(written("mask(pan)"), Some(Disposition::Mask(Mask::Pan)));
    assert_eq!(written("mask(ip)"), Some(Disposition::Mask(Mask::Ip)));
    assert_eq!(written("hash"), Some(Disposition::Hash));
    assert_eq!(written("hash(domain = \"user\")"), Some(Disposition::Hash));
    assert_eq!(written("len"), Some(Disposition::Len));
    assert_eq!(written("truncate(1_000)"), Some(Disposition::Truncate(1000)));
    assert_eq!(written("error"), Some(Disposition::Error));
    assert_eq!(written(&format!("debug, {reason}")), Some(Disposition::Debug));
    assert_eq!(written(&format!("display, {reason}")), Some(Disposition::Display));
    assert_eq!(written("with = a::b::<u8>"), Some(Disposition::With));
    assert_eq!(written("with = <Host as Shown>::shown"), Some(Disposition::With));
}

#[test]
fn a_class_has_a_disposition_where_none_is_written() {
    assert_eq!(written("public"), None);
    assert_eq!(written("internal"), None);
    assert_eq!(written("pii"), Some(Disposition::Hash));
    assert_eq!(written("pii, len"), Some(Disposition::Len));
    assert_eq!(written("pii, allow = \"only the year of it\""), None);
    assert_eq!(written("secret"), Some(Disposition::Redact));
    assert_eq!(written("secret, hash"), Some(Disposition::Hash));
    assert_eq!(written("pii, flatten"), None);
}

#[test]
fn the_class_of_a_container_is_a_floor() {
    let under = |words: &str, floor| {
        let (attrs, reports) = read(words, floor);
        assert_eq!(reports, "", "{words}");
        (attrs.class(), attrs.disposition())
    };
    assert_eq!(under("doc = \"x\"", Floor::Class(Class::Pii)), (Class::Pii, Some(Disposition::Hash)));
    assert_eq!(under("secret", Floor::Class(Class::Pii)), (Class::Secret, Some(Disposition::Redact)));
    assert_eq!(under("doc = \"x\"", Floor::Class(Class::Public)), (Class::Internal, None));
    assert_eq!(under("doc = \"x\"", Floor::Shown(Class::Pii)), (Class::Pii, None));
    assert_eq!(under("pii", Floor::Shown(Class::Pii)), (Class::Pii, Some(Disposition::Hash)));
    assert_eq!(under("doc = \"x\"", Floor::Hidden).1, Some(Disposition::Skip));
    fails_under("internal", Floor::Class(Class::Pii), "BB031");
    fails_under("pii", Floor::Class(Class::Secret), "BB031");
    fails_under("truncate(4)", Floor::Class(Class::Secret), "BB031");
    fails_under("redact", Floor::Hidden, "BB026");
}

#[test]
fn what_would_show_a_kept_value_needs_a_reason_or_is_refused() {
    for shown in ["truncate(4)", "error", "with = shown"] {
        assert!(written(shown).is_some());
        fails(&format!("secret, {shown}"), "BB031");
        fails(&format!("secret, {shown}, allow = \"only the kind of it\""), "BB031");
    }
    fails("secret, debug, allow = \"only the kind of it\"", "BB031");
    fails("secret, allow = \"only the kind of it\"", "BB031");
    fails("secret, flatten", "BB031");
    fails("secret, mask(last = 4)", "BB031");
    assert!(written("secret, mask(last = 4), allow = \"it is printed on it\"").is_some());
    for shown in ["truncate(4)", "error", "debug", "display"] {
        fails(&format!("pii, {shown}"), "BB031");
        assert!(written(&format!("pii, {shown}, allow = \"only the kind of it\"")).is_some());
    }
    assert!(written("pii, with = shown").is_some());
    fails("debug", "BB031");
    fails("display", "BB031");
}

#[test]
fn a_word_without_effect_is_reported() {
    for hidden in ["redact", "skip", "hash", "len", "mask(email)"] {
        fails(&format!("{hidden}, allow = \"only the kind of it\""), "BB026");
    }
    fails("internal, flatten", "BB026");
    fails("public, flatten", "BB026");
}

#[test]
fn wrong_arguments_are_one_mistake_each() {
    for words in [
        "mask",
        "mask()",
        "mask(4)",
        "mask(pam)",
        "mask(last)",
        "mask(last = 0)",
        "mask(last = 256)",
        "mask(last = -1)",
        "mask(last = \"4\")",
        "mask(first = 1)",
        "mask(first = 0, last = 1)",
        "mask(email, pan)",
        "mask(last = 4, email)",
        "mask(email(1))",
        "truncate",
        "truncate()",
        "truncate(0)",
        "truncate(-1)",
        "truncate(4294967296)",
        "truncate = 4",
        "hash()",
        "hash(domain)",
        "hash(domain = \"\")",
        "hash(domain = user)",
        "hash(user)",
        "hash = \"user\"",
        "with",
        "with = |x| x",
        "with = 4",
        "with(x)",
        "len(4)",
        "error(4)",
        "pii(4)",
        "secret = true",
        "class = pii",
    ] {
        fails(words, "BB009");
    }
    fails("mask(last = 1, last = 2)", "BB020");
    fails("hash, hash", "BB020");
    fails("pii, pii", "BB020");
    fails("pii, secret", "BB026");
    fails("hash, mask(pan)", "BB014");
    fails("truncate(4), truncate(5)", "BB020");
}
