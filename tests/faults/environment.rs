//! Which filter is in force: `BLACKBAR_LOG`, or else `RUST_LOG`, or else what the program says.

use blackbar_tests::{lines_of_file, texts};
use serde_json::Value;

use super::{Folder, child};

const ALL: [&str; 5] = ["trace", "debug", "info", "warn", "error"];

/// The lines that a child logs whose own filter is `error`.
#[track_caller]
fn lines(scenario: &str, environment: &[(&str, &str)]) -> Vec<Value> {
    let folder = Folder::new();
    let child = environment.iter().fold(child(scenario), |child, (name, value)| child.env(name, value));
    child.arg(folder.log()).succeeds();
    lines_of_file(&folder.log())
}

/// The levels among them.
#[track_caller]
fn levels(environment: &[(&str, &str)]) -> Vec<String> {
    texts(&lines("environment", environment), "level")
}

#[test]
fn without_a_word_from_the_environment_the_program_decides() {
    assert_eq!(levels(&[]), ["error"]);
}

#[test]
fn rust_log_replaces_the_filter_of_the_program() {
    assert_eq!(levels(&[("RUST_LOG", "info")]), ALL[2..]);
}

#[test]
fn blackbar_log_goes_before_rust_log() {
    assert_eq!(levels(&[("BLACKBAR_LOG", "trace"), ("RUST_LOG", "off")]), ALL);
}

#[test]
fn an_empty_variable_is_as_if_it_were_not_there() {
    assert_eq!(levels(&[("BLACKBAR_LOG", " "), ("RUST_LOG", "warn")]), ALL[3..]);
}

#[test]
fn the_environment_may_name_targets_and_events() {
    assert_eq!(levels(&[("RUST_LOG", "off,app=warn")]), ALL[3..]);
}

#[test]
fn a_fixed_filter_hears_nothing_of_the_environment() {
    let lines = lines("environment_and_fixed_filter", &[("BLACKBAR_LOG", "trace"), ("RUST_LOG", "trace")]);
    assert_eq!(texts(&lines, "level"), ["error"]);
}

#[test]
fn a_directive_that_cannot_be_read_is_left_out_and_reported_as_a_warning() {
    let lines = lines("environment", &[("BLACKBAR_LOG", "warn,app=loud,app=info")]);
    assert_eq!(lines[0]["event"], "blackbar.directive_ignored");
    assert_eq!(lines[0]["level"], "warn");
    assert_eq!(lines[0]["variable"], "BLACKBAR_LOG");
    let reason = lines[0]["reason"].as_str().unwrap();
    assert!(reason.contains("app=loud") && reason.contains("write one of"), "{reason}");
    assert_eq!(texts(&lines[1..], "level"), ALL[2..], "the other directives hold");
}
