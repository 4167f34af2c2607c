//! One mistake per file under `fail/`, with what the compiler says to it; one claim per file under `pass/`; in `leaks.md`
//! which case holds which way out for a secret.
//!
//! Every case is compiled by `cargo check` in edition 2021: the mistakes by trybuild, which compares all that is said, the
//! others by the matrix. A sample is compiled in edition 2024, with the crate under another name, and by `cargo build`;
//! there the id, the line and what is underlined must be the same. All cases in all eight settings:
//! `cargo run -p blackbar-ui-tests --bin matrix`.
//!
//! After a change of a text: `TRYBUILD=overwrite cargo test -p blackbar-ui-tests`, then read every `.stderr` that changed
//! as a user would.

use std::collections::{BTreeMap, BTreeSet};

use blackbar_ui_tests::cases::Case;
use blackbar_ui_tests::matrix::{against_files, compile, differences, Setting};
use blackbar_ui_tests::{leaks, names};

/// One case of each kind of check: macro and bound, derive and call, one message and several.
const SAMPLE: [&str; 20] = [
    "fail/classes/secret-floor-shown.rs",
    "fail/closed/log-value-for-secret.rs",
    "fail/derive_log_event/all-mistakes-at-once.rs",
    "fail/derive_log_event/flatten-key-twice.rs",
    "fail/derive_log_event/generic-field-without-bound.rs",
    "fail/derive_log_value/map-key-with-data.rs",
    "fail/dispositions/all-types-at-once.rs",
    "fail/dispositions/inline-all-types-at-once.rs",
    "fail/literals/in-value.rs",
    "fail/log_event/expose-in-nested-macro.rs",
    "fail/log_event/message-captures-secret.rs",
    "fail/log_event/message-through-macro.rs",
    "fail/log_event/not-an-event.rs",
    "fail/names/credential-as-text.rs",
    "fail/names/inline-value-name.rs",
    "fail/names/serde-names.rs",
    "fail/no_log_form/bytes.rs",
    "fail/secrets/in-pointers.rs",
    "pass/dispositions.rs",
    "pass/no_implicit_prelude.rs",
];

#[test]
fn every_mistake_is_explained() {
    // Without programs to run, trybuild uses `cargo check`, for all cases at once.
    trybuild::TestCases::new().compile_fail("fail/**/*.rs");
}

#[test]
fn everything_else_compiles() {
    let mut cases = Case::all().unwrap();
    cases.retain(|case| !case.fails());
    let found = compile(&cases, Setting::FIRST).unwrap().findings;
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_sample_says_the_same_in_every_setting() {
    let all: BTreeMap<String, Case> =
        Case::all().unwrap().into_iter().map(|case| (case.path.clone(), case)).collect();
    let cases: Vec<Case> =
        SAMPLE.iter().map(|path| all.get(*path).cloned().unwrap_or_else(|| panic!("{path}"))).collect();
    let first = compile(&cases, Setting::FIRST).unwrap();
    let mut wrong = against_files(&cases, &first.findings).unwrap();
    for setting in Setting::next_to_first() {
        let differences = differences(&cases, setting, &first.findings).unwrap();
        wrong.extend(differences.into_iter().map(|difference| format!("{setting}: {difference}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_way_out_for_a_secret_has_its_cases() {
    let map = leaks::map().unwrap();
    assert!(map.len() > 50, "the map has only {} lines", map.len());
    assert!(
        map.is_sorted_by(|one, next| one.number < next.number),
        "the map is in order, and each number is there once"
    );
    let gaps: Vec<String> = map.iter().flat_map(leaks::Leak::gaps).collect();
    assert!(gaps.is_empty(), "{}", gaps.join("\n"));
}

#[test]
fn no_two_cases_differ_only_in_names() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut twice = BTreeSet::new();
    for case in Case::all().unwrap().into_iter().filter(Case::fails) {
        let check = names::what_it_checks(&case).unwrap();
        if let Some(first) = seen.insert(check, case.path.clone()) {
            twice.insert(format!("{} checks what {first} checks", case.path));
        }
    }
    assert!(twice.is_empty(), "{twice:#?}");
}
