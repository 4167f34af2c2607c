//! What can be set, as the sources say.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// The packages that are published.
const PACKAGES: [&str; 3] = ["runtime", "macros", "rules"];
/// Where methods of the public interface set something.
const SETTERS: [&str; 9] = [
    "runtime/src/config",
    "runtime/src/context",
    "runtime/src/logger.rs",
    "runtime/src/sink",
    "runtime/src/filter",
    "runtime/src/secret",
    "runtime/src/helpers",
    "runtime/src/test",
    "runtime/src/tower",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The features of the published packages, as Cargo sees them: also those that an optional dependency makes.
pub(super) fn features() -> BTreeSet<String> {
    let cargo = std::env::var_os("CARGO").expect("Cargo says where it is");
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut found = BTreeSet::new();
    for package in metadata["packages"].as_array().unwrap() {
        // What is not published is nobody's dependency: an empty list of registries.
        if package["publish"].as_array().is_some_and(Vec::is_empty) {
            continue;
        }
        let name = package["name"].as_str().unwrap();
        found.extend(
            package["features"].as_object().unwrap().keys().map(|feature| format!("{name} {feature}")),
        );
    }
    found
}

/// The names in `cfg(…)` and `cfg!(…)`, without what they are combined to.
pub(super) fn conditions() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, code) in sources(&PACKAGES.map(|package| format!("{package}/src"))) {
        let package = path.split('/').next().unwrap_or_default().to_owned();
        for start in ["cfg(", "cfg!(", "cfg_attr("] {
            for (at, _) in code.match_indices(start) {
                let inner = in_parentheses(&code[at + start.len()..]);
                let inner =
                    if start == "cfg_attr(" { inner.split(',').next().unwrap_or_default() } else { inner };
                let names =
                    inner.split(['(', ')', ',']).map(|name| name.split_whitespace().collect::<String>());
                let names = names.filter(|name| !["", "not", "all", "any", "test"].contains(&name.as_str()));
                // Features have a list of their own.
                let names = names.filter(|name| !name.starts_with("feature="));
                found.extend(names.map(|name| format!("{package} {}", name.replace('=', " = "))));
            }
        }
    }
    found
}

/// The text before the parenthesis that closes what `text` stands in.
fn in_parentheses(text: &str) -> &str {
    let mut depth = 1_u32;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}

/// Every place that reads the environment, by file and the way it does.
pub(super) fn environment() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, code) in sources(&PACKAGES.map(|package| format!("{package}/src"))) {
        for call in ["env::var(", "env::var_os(", "env::vars(", "env::vars_os(", "env!(", "env::args"] {
            for (at, _) in code.match_indices(call) {
                let argument = in_parentheses(&code[at + call.len()..]);
                let before = if code[..at].ends_with("option_") { "option_" } else { "" };
                found.insert(format!("{path} {before}{call}{argument})"));
            }
        }
        // Names that come by way of a variable.
        if code.contains("env::var") {
            found.extend(texts(&code).filter(|text| is_variable(text)).map(|name| format!("{path} {name}")));
        }
    }
    found
}

/// `BLACKBAR_LOG`, `TERM`.
fn is_variable(text: &str) -> bool {
    text.len() > 3 && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
}

/// The public methods of types that describe something, and of the logger.
pub(super) fn methods() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, code) in sources(&SETTERS.map(str::to_owned)) {
        let module = path.trim_start_matches("runtime/src/").trim_end_matches(".rs").trim_end_matches("/mod");
        for start in ["pub fn ", "pub const fn ", "pub unsafe fn ", "pub async fn "] {
            for (at, _) in code.match_indices(start) {
                let rest = &code[at + start.len()..];
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                found.insert(format!("{module} {}", &rest[..end]));
            }
        }
    }
    found
}

/// The words that `#[log(…)]` knows, on fields, events and values.
pub(super) fn words() -> BTreeSet<String> {
    let field = source("macros/src/attr/field.rs");
    let container = source("macros/src/attr/container.rs");
    let list = |code: &str, start: &str| -> Vec<String> {
        let at =
            code.find(start).unwrap_or_else(|| panic!("no `{start}`: the test looks in the wrong place"));
        let rest = &code[at..];
        texts(&rest[..rest.find(';').unwrap_or(rest.len())]).map(str::to_owned).collect()
    };
    let mut found = BTreeSet::new();
    found.extend(list(&field, "const WORDS").into_iter().map(|word| format!("field {word}")));
    let words = &container[container.find("fn words").expect("the words of containers")..];
    let words = &words[..words.find("}\n    }").expect("the end of the words")];
    for (owner, start) in [("context", "Self::Context"), ("event", "Self::Event"), ("value", "Self::Value")] {
        let at = words.find(start).expect("an owner of words");
        let line = words[at..].split("],").next().unwrap_or_default();
        found.extend(texts(line).map(|word| format!("{owner} {word}")));
    }
    found
}

/// The keys of a policy file.
pub(super) fn policy() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, code) in sources(&["macros/src/policy".to_owned()]) {
        if path.ends_with("/read.rs") {
            found.extend(texts(&code).filter(|text| is_key(text)).map(str::to_owned));
        }
    }
    found
}

/// One word in small letters.
fn is_key(text: &str) -> bool {
    text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// The literals of a file, as long as none has a quotation mark in it.
fn texts(code: &str) -> impl Iterator<Item = &str> {
    code.lines().flat_map(|line| line.split('"').skip(1).step_by(2))
}

/// Files with their code, without comments and without tests.
fn sources(folders: &[String]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut places: Vec<PathBuf> =
        folders.iter().map(|folder| root().join(folder)).filter(|place| place.exists()).collect();
    while let Some(place) = places.pop() {
        if place.is_dir() {
            let inside = fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().path());
            places.extend(inside.filter(|path| path.file_name().is_some_and(|name| name != "tests")));
        } else if place.extension().is_some_and(|end| end == "rs") && !place.ends_with("tests.rs") {
            let path = place.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
            found.push((path.clone(), source(&path)));
        }
    }
    assert!(!found.is_empty(), "no source in {folders:?}");
    found
}

fn source(path: &str) -> String {
    let text = fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let code: Vec<&str> =
        text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line }).collect();
    code.join("\n").split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()
}
