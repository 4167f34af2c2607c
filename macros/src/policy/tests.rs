use std::fs;
use std::path::Path;

use super::announce::{Found, find};
use super::read::policy;
use super::{Policy, Problem, Profile};

/// Writes files below a new folder and looks from one of its folders.
fn found(files: &[(&str, &str)], from: &str) -> (tempfile::TempDir, Found) {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let found = find(&folder.path().join(from));
    (folder, found)
}

fn texts(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{}\n{}\n", problem.text, problem.helps.join("\n"))).collect()
}

#[track_caller]
fn reads(text: &str) -> Policy {
    policy("blackbar.toml", text).unwrap_or_else(|problems| panic!("{}", texts(&problems)))
}

#[track_caller]
fn refused(text: &str, said: &str) {
    let said_of_it = texts(&policy("blackbar.toml", text).expect_err("a mistake"));
    assert!(said_of_it.contains(said), "{said_of_it}");
}

const PLAIN: &str = "[package]\nname = \"x\"\n";
const ANNOUNCED: &str = "[package]\nname = \"x\"\n[package.metadata.blackbar]\npolicy = \"blackbar.toml\"\n";
const WORKSPACE: &str =
    "[workspace]\nmembers = [\"app\"]\n[workspace.metadata.blackbar]\npolicy = \"blackbar.toml\"\n";

#[test]
fn an_empty_policy_asks_for_nothing() {
    assert_eq!(reads(""), Policy::default());
    assert_eq!(reads("profile = \"standard\"\nforbid_allow = false\n[words]\n"), Policy::default());
}

#[test]
fn every_setting_is_read() {
    let policy = reads(
        "profile = \"strict\"\nforbid_allow = true\n[words]\nalways = [\"patient no\"]\npersonal = []\n",
    );
    assert_eq!((policy.profile, policy.forbid_allow), (Profile::Strict, true));
    assert_eq!(policy.words.always, ["patient no"]);
}

#[test]
fn what_is_not_known_is_a_mistake_with_a_line() {
    refused("\nprofle = \"strict\"", "blackbar.toml:2: unknown key `profle`\ndid you mean `profile`?");
    refused("profile = \"strickt\"", "there is no profile `strickt`\ndid you mean `strict`?");
    refused("profile = 1", "`profile` wants a text");
    refused("forbid_allow = \"yes\"", "wants `true` or `false`");
    refused("always = [\"x\"]", "`always` belongs below `[words]`");
    refused("words = [\"x\"]", "`words` wants lists");
    refused("[words]\ncredentials = []", "did you mean `credential`?");
    refused("[words]\nalways = \"x\"", "`always` wants a list of words");
    refused("[words]\nalways = [1]", "`always` is a list of texts");
    refused("[words]\nalways = [\"stra\u{df}e\"]", "not ASCII");
    refused("[words]\nalways = [\"\"]", "is no word");
    refused("profile = ", "blackbar.toml:1 is not TOML");
}

#[test]
fn all_mistakes_of_a_file_are_told() {
    assert_eq!(policy("x", "a = 1\nprofile = 1\n[words]\nb = []\n").expect_err("three mistakes").len(), 3);
}

#[test]
fn the_stricter_of_two_settings_wins_and_words_add_up() {
    let strict = reads("profile = \"strict\"\n[words]\nalways = [\"a\"]");
    let other = reads("forbid_allow = true\n[words]\nalways = [\"b\"]\npersonal = [\"c\"]");
    for (first, second) in [(strict.clone(), other.clone()), (other, strict)] {
        let mut both = first;
        both.tighten(second);
        assert_eq!((both.profile, both.forbid_allow), (Profile::Strict, true));
        assert_eq!((both.words.always.len(), both.words.personal.len()), (2, 1));
    }
}

#[test]
fn without_an_announcement_the_standard_holds() {
    let (_folder, found) = found(&[("Cargo.toml", PLAIN)], "");
    assert_eq!((found.policy, texts(&found.problems).as_str()), (Policy::default(), ""));
    assert_eq!(found.files.len(), 1);
}

#[test]
fn package_and_workspace_both_count() {
    let files = [
        ("Cargo.toml", WORKSPACE),
        ("blackbar.toml", "profile = \"strict\""),
        ("app/Cargo.toml", ANNOUNCED),
        ("app/blackbar.toml", "forbid_allow = true"),
    ];
    let (_folder, found) = found(&files, "app");
    assert_eq!(texts(&found.problems), "");
    assert_eq!((found.policy.profile, found.policy.forbid_allow), (Profile::Strict, true));
    assert_eq!(found.files.len(), 4);
}

#[test]
fn a_member_does_not_obey_the_package_at_the_root() {
    let root =
        "[package]\nname = \"x\"\n[package.metadata.blackbar]\npolicy = \"blackbar.toml\"\n[workspace]\n";
    let files = [("Cargo.toml", root), ("blackbar.toml", "profile = \"strict\""), ("app/Cargo.toml", PLAIN)];
    let (_folder, found) = found(&files, "app");
    assert_eq!((found.policy, texts(&found.problems).as_str()), (Policy::default(), ""));
}

#[test]
fn the_workspace_is_found_as_cargo_finds_it() {
    let strict = |files: &[(&str, &str)], from: &str| {
        let (_folder, found) = found(files, from);
        assert_eq!(texts(&found.problems), "", "{files:?}");
        found.policy.profile == Profile::Strict
    };
    let policy = ("blackbar.toml", "profile = \"strict\"");
    let excluding = format!("{WORKSPACE}[workspace.dependencies]\n")
        .replace("[\"app\"]", "[\"app\"]\nexclude = [\"other\"]");
    assert!(strict(&[("Cargo.toml", WORKSPACE), policy, ("a/b/c/Cargo.toml", PLAIN)], "a/b/c"));
    assert!(!strict(&[("Cargo.toml", &excluding), policy, ("other/Cargo.toml", PLAIN)], "other"));
    assert!(strict(&[("Cargo.toml", &excluding), policy, ("app/Cargo.toml", PLAIN)], "app"));
    let pointing = "[package]\nname = \"x\"\nworkspace = \"../root\"\n";
    assert!(strict(
        &[("root/Cargo.toml", WORKSPACE), ("root/blackbar.toml", policy.1), ("app/Cargo.toml", pointing)],
        "app"
    ));
    assert!(!strict(
        &[("Cargo.toml", WORKSPACE), policy, ("app/Cargo.toml", "[package]\n[workspace]\n")],
        "app"
    ));
}

#[test]
fn a_package_from_a_registry_has_no_workspace() {
    for mark in [".cargo-ok", ".cargo-checksum.json"] {
        let mark = format!("vendor/x/{mark}");
        let files = [
            ("Cargo.toml", WORKSPACE),
            ("blackbar.toml", "profile = \"strict\""),
            ("vendor/x/Cargo.toml", PLAIN),
            (mark.as_str(), ""),
        ];
        let (_folder, found) = found(&files, "vendor/x");
        assert_eq!((found.policy, texts(&found.problems).as_str()), (Policy::default(), ""));
    }
}

#[track_caller]
fn wrong(files: &[(&str, &str)], said: &str) {
    let (_folder, found) = found(files, "");
    assert!(texts(&found.problems).contains(said), "{}", texts(&found.problems));
    assert_eq!((found.policy.profile, found.policy.forbid_allow), (Profile::Strict, true));
}

#[test]
fn what_cannot_be_read_is_a_mistake_and_the_strictest_holds() {
    wrong(&[("Cargo.toml", ANNOUNCED)], "announces the policy");
    wrong(&[("Cargo.toml", PLAIN), ("blackbar.toml", "")], "does not announce it");
    wrong(&[("blackbar.toml", "")], "does not announce it");
    wrong(&[("Cargo.toml", ANNOUNCED), ("blackbar.toml", "x = 1")], "unknown key `x`");
    wrong(&[("Cargo.toml", "[package.metadata.blackbar]\npolcy = \"x\"")], "did you mean `policy`?");
    wrong(&[("Cargo.toml", "[package.metadata.blackbar]\npolicy = 1")], "wants a text");
    wrong(&[("Cargo.toml", "[package.metadata]\nblackbar = 1")], "wants `policy");
    wrong(&[("Cargo.toml", "[package")], "is not TOML");
}

#[test]
fn a_mistake_is_told_once() {
    let (_folder, found) = found(&[("Cargo.toml", "[package")], "");
    assert_eq!(found.problems.len(), 1);
}

#[test]
fn a_policy_that_is_found_nowhere_does_not_panic() {
    assert_eq!(find(Path::new("/nowhere/at/all")).problems, []);
}
