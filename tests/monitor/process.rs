//! What a process has one of: the recorder, the installed logger, the end.

use blackbar_tests::lines_of_file;

use super::child;

#[test]
fn a_recorder_that_is_installed_after_the_logger_gets_every_number_and_its_description() {
    child("recorder_later").succeeds();
}

#[test]
fn a_recorder_that_panics_costs_no_event_and_is_counted() {
    child("recorder_panics").succeeds();
}

#[test]
fn the_numbers_are_shown_on_the_backends_thread_and_on_no_callers() {
    let finished = child("recorder_threads").succeeds();
    assert_eq!(finished.stdout, "blackbar\n");
}

#[test]
fn the_last_numbers_of_a_logger_are_shown_when_it_ends() {
    child("recorder_at_the_end").succeeds();
}

#[test]
fn the_end_of_the_program_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    for (scenario, occasions) in [
        ("return_with_guard", &["end"][..]),
        ("exit_without_guard", &["end"]),
        // What came after the guard was dropped has an end of its own.
        ("log_after_guard", &["end", "end"]),
    ] {
        let path = folder.path().join(scenario);
        let _finished = child(scenario).arg(&path).run();
        let lines = lines_of_file(&path);
        let beats: Vec<_> = lines.iter().filter(|line| line["event"] == "blackbar.heartbeat").collect();
        let found: Vec<_> = beats.iter().map(|line| line["occasion"].as_str().unwrap()).collect();
        assert_eq!(found, occasions, "{scenario}");
        assert_eq!(lines.last().unwrap()["event"], "blackbar.heartbeat", "{scenario}");
        assert_eq!(beats.last().unwrap()["accepted"], lines.len() - 1, "{scenario}");
    }
}
