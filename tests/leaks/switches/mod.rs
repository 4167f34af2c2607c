//! There is no off switch: what can be set about blackbar is on a list, each with what it does, and nothing on it shows a
//! secret or leaves a check out.

mod found;

use std::collections::{BTreeMap, BTreeSet};

/// One line for each: what it is, where, its name, what it does; with ` | ` between them.
const LIST: &str = include_str!("list.txt");

/// What somebody who adds one has to ask himself.
const ASK: &str = "\
This can be set, and it is not on the list (tests/leaks/switches/list.txt). Before you add it there, ask yourself:
  - Can a value that is redacted, masked, hashed or withheld appear because of it? In a test build, too?
  - Can a check of names, types, messages or classes be left out, or the scanner, because of it?
  - Can somebody else set it: a dependency (features of all crates add up), the environment of the machine, a build script?
If one answer is yes, it must not exist: no reason is good enough, and a test gets the value by `expose`. If all are no,
write what it does, in one line.";

/// What the list says: what can be set, and what it does.
fn listed() -> BTreeMap<String, String> {
    let lines = LIST.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (key, meaning) = line.rsplit_once(" | ").unwrap_or_else(|| panic!("no meaning: {line}"));
            assert!(meaning.split_whitespace().count() >= 2, "say what it does: {line}");
            (key.to_owned(), meaning.to_owned())
        })
        .collect()
}

/// Checks that what was found of one kind is what the list has of it.
#[track_caller]
fn check(kind: &str, found: &BTreeSet<String>) {
    assert!(!found.is_empty(), "nothing found: the test looks in the wrong place");
    let found: BTreeSet<String> = found.iter().map(|name| format!("{kind} | {name}")).collect();
    let listed: BTreeSet<String> =
        listed().into_keys().filter(|key| key.starts_with(&format!("{kind} | "))).collect();
    let new: Vec<_> = found.difference(&listed).cloned().collect();
    assert!(new.is_empty(), "{ASK}\n\n{}\n", new.join("\n"));
    let gone: Vec<_> = listed.difference(&found).cloned().collect();
    assert!(gone.is_empty(), "on the list, and not there any more:\n{}\n", gone.join("\n"));
}

#[test]
fn every_cargo_feature_is_on_the_list() {
    check("feature", &found::features());
}

#[test]
fn every_condition_of_compilation_is_on_the_list() {
    check("cfg", &found::conditions());
}

#[test]
fn every_environment_variable_that_is_read_is_on_the_list() {
    check("environment", &found::environment());
}

#[test]
fn every_method_that_sets_something_is_on_the_list() {
    check("method", &found::methods());
}

#[test]
fn every_word_of_an_attribute_is_on_the_list() {
    check("word", &found::words());
}

#[test]
fn every_key_of_a_policy_is_on_the_list() {
    check("policy", &found::policy());
}

#[test]
fn what_cannot_be_set_is_not_found_by_chance() {
    for (kind, name) in
        [("feature", "blackbar unmask"), ("method", "config show_secrets"), ("cfg", "blackbar_unmask")]
    {
        assert!(!listed().contains_key(&format!("{kind} | {name}")));
    }
}
