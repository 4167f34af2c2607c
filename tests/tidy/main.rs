//! The house rules of ARCHITECTURE.md, as tests over the source text.

#![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of `runtime/src` in rows, from the lowest to the highest. A module imports from its own row only what
/// `WITHIN` lists, and from no row above.
const ROWS: &[&[&str]] = &[
    &["ring", "os"],
    &["level", "error", "clock", "count"],
    &["value", "secret", "event", "filter", "helpers", "rate", "trace"],
    &["record", "spool"],
    &["frontend", "context"],
    &["encode"],
    &["sink"],
    &["backend"],
    &["config", "logger", "macros", "tower", "test", "__private", "lib"],
];

/// Imports within a row.
const WITHIN: &[(&str, &str)] = &[
    ("level", "error"),
    ("secret", "value"),
    ("value", "secret"),
    ("event", "value"),
    ("helpers", "value"),
    ("trace", "value"),
    ("event", "secret"),
    ("event", "filter"),
    ("event", "rate"),
    // What is in force goes into each record; hashes in it are made with the key of the logger in force.
    ("frontend", "context"),
    ("context", "frontend"),
    ("config", "logger"),
    ("logger", "config"),
];

/// Files that may be longer than the rest, with the reason.
const LONG_FILES: &[(&str, &str)] = &[];
const LONGEST: usize = 400;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All files below `folder` that end in `.extension`, with paths relative to the workspace.
fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            if path.is_dir() {
                if path.file_name().is_some_and(|name| name != "target") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|found| found == extension) {
                let text = fs::read_to_string(&path).unwrap();
                let relative = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
                found.push((relative, text));
            }
        }
    }
    assert!(!found.is_empty(), "no .{extension} file below {folder}: the test looks in the wrong place");
    found.sort();
    found
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs") || path.ends_with("/models.rs")
}

/// The code of a file without its comments, texts kept.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The part of a file before its tests.
fn without_tests(text: &str) -> String {
    code(text).split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()
}

fn row(module: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&module))
}

/// What keeps `text`, which is part of `module`, from following the import rule.
fn upward_imports(module: &str, text: &str) -> Vec<String> {
    let Some(own_row) = row(module) else {
        return vec![format!("module `{module}` stands in no row")];
    };
    text.match_indices("crate::")
        .filter(|(at, _)| !text[..*at].ends_with(|c: char| c == '$' || c.is_alphanumeric() || c == '_'))
        .map(|(at, found)| {
            let rest = &text[at + found.len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            &rest[..end]
        })
        .filter(|imported| *imported != module)
        .filter_map(|imported| {
            let row = row(imported)?;
            let allowed = row < own_row
                || row == own_row && (own_row + 1 == ROWS.len() || WITHIN.contains(&(module, imported)));
            (!allowed).then(|| format!("`{module}` imports `{imported}`"))
        })
        .collect()
}

#[test]
fn modules_import_only_from_rows_below() {
    let mut mistakes = Vec::new();
    for (path, text) in files("runtime/src", "rs").iter().filter(|(path, _)| !is_test(path)) {
        let module = path.trim_start_matches("runtime/src/").split(['/', '.']).next().unwrap();
        mistakes.extend(
            upward_imports(module, &without_tests(text)).into_iter().map(|it| format!("{path}: {it}")),
        );
    }
    assert!(mistakes.is_empty(), "imports go upwards:\n{}", mistakes.join("\n"));
}

#[test]
fn the_import_check_sees_an_upward_import() {
    assert_eq!(upward_imports("ring", "use crate::backend::Backend;"), ["`ring` imports `backend`"]);
    assert_eq!(
        upward_imports("ring", "use crate::{sink}; let x = crate::sink::Sink;"),
        ["`ring` imports `sink`"]
    );
    assert!(upward_imports("backend", "use crate::ring::Consumer;").is_empty());
}

#[test]
fn unsafe_stands_only_in_ring_and_os() {
    for (path, text) in files("runtime/src", "rs") {
        if !path.starts_with("runtime/src/ring/") && !path.starts_with("runtime/src/os/") {
            let found =
                code(&text).split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == "unsafe");
            assert!(!found, "{path} contains `unsafe`");
        }
    }
}

#[test]
fn expansions_contain_no_unsafe() {
    for (path, text) in files("macros/src", "rs").iter().chain(&files("rules/src", "rs")) {
        let found = code(text).split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == "unsafe");
        assert!(!found, "{path} contains `unsafe`");
    }
}

#[test]
fn the_word_safety_belongs_to_unsafe_alone() {
    for (path, text) in files("runtime/src", "rs") {
        let lines: Vec<&str> = text.lines().collect();
        for (at, _) in lines.iter().enumerate().filter(|(_, line)| line.contains("// SAFETY:")) {
            let below = lines[at..].iter().find(|line| !line.trim_start().starts_with("//"));
            let proved = below.is_some_and(|line| line.contains("unsafe"))
                || lines[at..]
                    .iter()
                    .skip_while(|line| line.trim_start().starts_with("//"))
                    .take(3)
                    .any(|line| line.contains("unsafe"));
            assert!(proved, "{path}:{} says SAFETY above no unsafe", at + 1);
        }
    }
}

#[test]
fn a_file_has_one_subject_and_fits_on_a_few_screens() {
    for folder in ["rules/src", "macros/src", "runtime/src", "examples"] {
        for (path, text) in files(folder, "rs").iter().filter(|(path, _)| !is_test(path)) {
            let excused = LONG_FILES.iter().any(|(file, _)| file == path);
            let lines = text.lines().count();
            assert!(
                lines <= LONGEST || excused,
                "{path} has {lines} lines: split it by noun, or excuse it with a reason"
            );
        }
    }
}

#[test]
fn every_compile_fail_case_has_its_expected_output() {
    for (path, _) in files("ui-tests/fail", "rs") {
        let expected = root().join(&path).with_extension("stderr");
        assert!(
            expected.is_file(),
            "{path} has no .stderr: run it once with TRYBUILD=overwrite and read what it says"
        );
    }
}

#[test]
fn every_expected_output_has_its_case() {
    for (path, _) in files("ui-tests/fail", "stderr") {
        assert!(root().join(&path).with_extension("rs").is_file(), "{path} belongs to no case");
    }
}

#[test]
fn every_compile_fail_case_shows_a_stable_id_or_a_fix() {
    // What is closed by Rust itself is refused in rustc's words.
    let in_our_words = |path: &str| !path.starts_with("ui-tests/fail/closed/");
    for (path, text) in files("ui-tests/fail", "stderr").iter().filter(|(path, _)| in_our_words(path)) {
        assert!(text.contains("[BB"), "{path} names no error id");
    }
}

#[test]
fn nothing_prints_but_the_console_sink() {
    for (path, text) in files("runtime/src", "rs").iter().filter(|(path, _)| !is_test(path)) {
        for word in ["println!", "eprintln!", "print!(", "eprint!(", "dbg!"] {
            assert!(!without_tests(text).contains(word), "{path} prints with {word}");
        }
    }
}

#[test]
fn only_clock_reads_a_clock() {
    for (path, text) in files("runtime/src", "rs").iter().filter(|(path, _)| !is_test(path)) {
        let reads = ["Instant::now", "SystemTime::now"].iter().any(|call| without_tests(text).contains(call));
        // That of the network's timers is the other one: tests set it.
        let clocks = ["runtime/src/clock.rs", "runtime/src/sink/net/moment.rs"];
        assert!(!reads || clocks.contains(&path.as_str()), "{path} reads a clock");
    }
}

#[test]
fn tests_do_not_sleep() {
    for folder in ["tests", "rules/tests", "runtime/src", "macros/src"] {
        for (path, text) in
            files(folder, "rs").iter().filter(|(path, _)| folder.ends_with("tests") || is_test(path))
        {
            if path == "tests/tidy/main.rs" {
                continue;
            }
            assert!(
                !code(text).contains("thread::sleep"),
                "{path} sleeps: wait on a condition with a deadline"
            );
        }
    }
}
