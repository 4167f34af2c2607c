use proptest::prelude::*;

use super::Case;

#[track_caller]
fn check(case: Case, name: &str, expected: &str) {
    assert_eq!(case.apply(name), expected);
}

#[test]
fn every_style_renames_fields_and_variants() {
    for name in ["user_id", "UserId", "userId", "USER_ID"] {
        check(Case::Lower, name, "userid");
        check(Case::Upper, name, "USERID");
        check(Case::Pascal, name, "UserId");
        check(Case::Camel, name, "userId");
        check(Case::Snake, name, "user_id");
        check(Case::ScreamingSnake, name, "USER_ID");
        check(Case::Kebab, name, "user-id");
        check(Case::ScreamingKebab, name, "USER-ID");
    }
}

#[test]
fn acronyms_and_digits_stay_together() {
    check(Case::Snake, "HTTPServer", "http_server");
    check(Case::Snake, "IoError", "io_error");
    check(Case::Snake, "Sha256Sum", "sha256_sum");
    check(Case::Snake, "V2", "v2");
    check(Case::Snake, "A", "a");
}

#[test]
fn underscores_at_the_ends_are_dropped() {
    check(Case::Camel, "_private", "private");
    check(Case::Snake, "type_", "type");
    check(Case::Camel, "_", "");
}

#[test]
fn every_style_is_found_by_its_name() {
    for name in Case::NAMES {
        assert!(Case::by_name(name).is_some(), "{name}");
    }
    assert_eq!(Case::by_name("Snake_Case"), None);
}

proptest! {
    #[test]
    fn snake_case_is_a_fixed_point(name in "[A-Za-z_][A-Za-z0-9_]{0,20}") {
        let once = Case::Snake.apply(&name);
        prop_assert_eq!(Case::Snake.apply(&once), once);
    }
}
