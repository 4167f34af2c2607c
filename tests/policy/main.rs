//! Policies, from the file to the compiler's answer.
//!
//! A policy is found through the environment of the compiler, so each case is a cargo project of its own.

#![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod project;

use project::Project;

const PACKAGE: &str = "[package]\nname = \"probe\"\nversion = \"0.0.0\"\nedition = \"2024\"\n";
const ALONE: &str = "[workspace]\n";
const ANNOUNCED: &str = "[package.metadata.blackbar]\npolicy = \"blackbar.toml\"\n";

const PERSONAL: &str = "
#[derive(blackbar::LogEvent)]
pub struct Login {
    pub email: u64,
}
";
const TEXT: &str = "
pub fn f() {
    let user = String::new();
    blackbar::info!(\"logged in\", user, number = 1, at = std::time::Duration::ZERO, all = [Some(1)]);
}
";
const CLASSED: &str = "
#[derive(blackbar::LogValue)]
pub struct Place(#[log(public)] String);

#[derive(blackbar::LogEvent)]
pub struct Login<'a> {
    #[log(public)]
    pub user: &'a str,
    #[log(pii)]
    pub email: String,
    #[log(redact)]
    pub note: String,
    #[log(allow = \"there is one for each form\")]
    pub label: &'a str,
    pub places: Vec<Place>,
    pub number: Option<u8>,
}

pub fn f(user: &str) {
    blackbar::info!(\"logged in\", #[log(internal)] user, #[log(hash)] email = user, number = 1);
}
";
const ALLOWED: &str = "
#[derive(blackbar::LogEvent)]
pub struct Login {
    #[log(allow = \"title of the form\")]
    pub password: String,
}
";
const OWN_WORDS: &str = "
#[derive(blackbar::LogEvent)]
pub struct Letter {
    pub kundennummer: u64,
    pub losung: String,
    pub losungen: u64,
}
";

fn package(policy: Option<&str>, code: &str) -> Project {
    let announced = if policy.is_some() { ANNOUNCED } else { "" };
    let manifest = format!("{PACKAGE}{ALONE}{announced}");
    let mut files = vec![("Cargo.toml", manifest.as_str()), ("src/lib.rs", code)];
    files.extend(policy.map(|policy| ("blackbar.toml", policy)));
    Project::new(&files)
}

#[test]
fn profile_strict_asks_for_a_class_and_standard_does_not() {
    let code = format!("{PERSONAL}{TEXT}");
    package(None, &code).check("").passes();
    package(Some("profile = \"standard\""), &code).check("").passes();
    let strict = Some("profile = \"strict\"");
    package(strict, PERSONAL).check("").fails(&["BB011"]);
    package(strict, TEXT).check("").fails(&["BB028"]);
    package(strict, CLASSED).check("").passes();
}

#[test]
fn a_policy_forbids_every_reason() {
    package(None, ALLOWED).check("").passes();
    package(Some("forbid_allow = true"), ALLOWED).check("").fails(&["BB032"]);
}

#[test]
fn words_of_a_policy_count_like_the_built_in_ones() {
    package(None, OWN_WORDS).check("").passes();
    let words = "[words]\nalways = [\"kundennummer\"]\ncredential = [\"losung\", \"losungen\"]\n";
    let checked = package(Some(words), OWN_WORDS).check("");
    checked.fails(&["BB001", "BB002"]);
    checked.says("field `kundennummer`");
}

#[test]
fn a_package_and_its_workspace_both_count() {
    let member = format!("{PACKAGE}{ANNOUNCED}");
    let root =
        "[workspace]\nmembers = [\"app\"]\n[workspace.metadata.blackbar]\npolicy = \"rules/log.toml\"\n";
    let project = Project::new(&[
        ("app/Cargo.toml", &member),
        ("app/blackbar.toml", "forbid_allow = true"),
        (
            "app/src/lib.rs",
            &format!("{PERSONAL}{ALLOWED}").replace("Login {\n    #[log", "Form {\n    #[log"),
        ),
        ("Cargo.toml", root),
        ("rules/log.toml", "profile = \"strict\""),
    ]);
    project.check("app").fails(&["BB011", "BB032"]);
}

#[test]
fn a_policy_that_is_not_there_is_a_mistake() {
    let project = package(Some(""), "pub fn f() { blackbar::info!(\"x\"); blackbar::info!(\"y\"); }");
    project.check("").passes();
    project.remove("blackbar.toml");
    let checked = project.check("");
    checked.fails(&["BB029"]);
    checked.says("announces the policy");
    assert_eq!(checked.said.matches("[BB029]").count(), 1, "{}", checked.said);
}

#[test]
fn a_policy_that_nobody_announces_is_a_mistake() {
    let project = package(None, "pub fn f() { assert!(!blackbar::enabled!(info)); }");
    project.write("blackbar.toml", "profile = \"strict\"");
    let checked = project.check("");
    checked.fails(&["BB029"]);
    checked.says("policy = \"blackbar.toml\"");
}

#[test]
fn a_policy_that_is_wrong_names_the_line() {
    let checked =
        package(Some("\nprofle = \"strict\"\n"), "pub fn f() { blackbar::info!(\"x\"); }").check("");
    checked.fails(&["BB029"]);
    checked.says("blackbar.toml:2: unknown key `profle`");
    checked.says("did you mean `profile`?");
}

#[test]
fn a_changed_policy_compiles_the_crate_again() {
    let project = package(Some(""), PERSONAL);
    project.check("").passes();
    project.write("blackbar.toml", "profile = \"strict\"");
    project.check("").fails(&["BB011"]);
    project.write("blackbar.toml", "profile = \"standard\"");
    project.check("").passes();
}

#[test]
fn an_announcement_compiles_the_crate_again() {
    let project = package(None, PERSONAL);
    project.check("").passes();
    let manifest = std::fs::read_to_string(project.path("Cargo.toml")).unwrap();
    project.write("blackbar.toml", "profile = \"strict\"");
    project.write("Cargo.toml", &format!("{manifest}{ANNOUNCED}"));
    project.check("").fails(&["BB011"]);
    project.write("Cargo.toml", &manifest);
    project.remove("blackbar.toml");
    project.check("").passes();
}
