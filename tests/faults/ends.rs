//! However a program ends by itself, what it logged is written.

use blackbar_tests::lines_of_file;

use super::{Folder, child};

/// Runs a scenario and checks its exit code and that the events 0 to `events` are in the log, in order.
#[track_caller]
fn check(scenario: &str, code: i32, events: u64) {
    let folder = Folder::new();
    let finished = child(scenario).arg(folder.log()).run();
    assert_eq!(finished.status.code(), Some(code), "{}", finished.stderr);
    let numbers: Vec<_> =
        lines_of_file(&folder.log()).iter().map(|line| line["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (0..events).collect::<Vec<_>>());
}

#[test]
fn exit_flushes_though_the_guard_was_leaked() {
    check("exit_without_guard", 7, 1_000);
}

#[test]
fn exit_on_another_thread_flushes_the_events_of_both() {
    check("exit_on_another_thread", 7, 1_001);
}

#[test]
fn the_guard_flushes_when_main_returns() {
    check("return_with_guard", 0, 1_000);
}

#[test]
fn what_is_logged_after_the_guard_is_gone_is_flushed_at_the_end() {
    check("log_after_guard", 0, 1_000);
}

#[test]
fn the_guard_flushes_when_main_panics() {
    check("panic_with_guard", 101, 1_000);
}

#[test]
fn what_the_main_thread_logs_in_its_teardown_is_flushed() {
    check("log_in_teardown_of_main", 0, 1_001);
}

#[test]
fn a_sink_that_hangs_does_not_keep_the_program_from_ending() {
    child("exit_while_sink_hangs").succeeds();
}
