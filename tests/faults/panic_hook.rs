//! A panic is logged and flushed where the program asked for it, and never holds anything up.

use blackbar_tests::lines_of_file;
use serde_json::Value;

use super::{Folder, child};

/// The panics that a child logs which must end well.
#[track_caller]
fn panics(scenario: &str) -> Vec<Value> {
    let folder = Folder::new();
    child(scenario).arg(folder.log()).succeeds();
    let mut lines = lines_of_file(&folder.log());
    lines.retain(|line| line["event"] == "panic");
    lines
}

#[test]
fn a_panic_is_in_the_log_before_the_process_aborts_and_its_text_is_scanned() {
    let folder = Folder::new();
    let finished = child("abort_after_panic").arg(folder.log()).run();
    assert!(!finished.status.success());
    let lines = lines_of_file(&folder.log());
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(lines[0]["number"], 1);
    let panic = &lines[1];
    assert_eq!((&panic["event"], &panic["level"]), (&"panic".into(), &"critical".into()));
    assert_eq!(panic["panic_message"], "cannot sign in with [redacted:aws]");
    assert_eq!(panic["thread_name"], "main");
    let at = panic["at"].as_str().unwrap();
    assert!(at.contains("panics.rs:") && at.split(':').count() == 3, "{at}");
    assert_eq!(panic["message"], format!("thread main panicked at {at}"));
    assert!(finished.stderr.contains("panicked at"), "the hook of before is called too: {}", finished.stderr);
}

#[test]
fn a_payload_that_is_no_text_is_null() {
    let panics = panics("panic_on_a_thread");
    assert_eq!(panics.len(), 1);
    assert_eq!((&panics[0]["thread_name"], &panics[0]["panic_message"]), (&"worker".into(), &Value::Null));
}

#[test]
fn a_panic_in_a_conversion_is_counted_and_waits_for_nothing() {
    assert_eq!(panics("panic_in_conversion"), Vec::<Value>::new());
}

#[test]
fn a_panic_in_a_sink_is_logged_without_a_wait() {
    assert_eq!(panics("panic_in_sink").len(), 1);
}

#[test]
fn a_sink_that_hangs_holds_a_panic_up_for_the_flush_timeout_at_most() {
    assert_eq!(panics("panic_while_sink_hangs").len(), 1);
}

#[test]
fn hooks_are_chained_and_the_end_of_the_guard_ends_the_logging() {
    let panics = panics("hooks_are_chained_and_the_guard_ends_it");
    assert_eq!(panics.iter().map(|panic| &panic["panic_message"]).collect::<Vec<_>>(), ["logged"]);
}

#[test]
fn without_a_word_from_the_program_no_panic_is_logged() {
    assert_eq!(panics("panic_without_hook"), Vec::<Value>::new());
}
