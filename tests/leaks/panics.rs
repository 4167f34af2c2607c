//! Panics, whose texts are anybody's, and what a set-up says on its way out. Each in a process of its own.

use blackbar_tests::{Child, lines_of_file, texts};
use serde_json::Value;

use crate::search::{Search, make};

fn child(scenario: &str) -> Child {
    Child::new(env!("CARGO_BIN_EXE_leaks_child"), scenario)
}

/// All canaries of the child.
fn search() -> Search {
    let mut search = Search::default();
    for number in 0..20 {
        search.plant(format!("number {number}"), &make::text(number), &["leaf", "panic_message"]);
    }
    search
}

/// The lines that the child logs, which have no canary.
#[track_caller]
fn lines(scenario: &str, good_end: bool) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.log");
    let finished = child(scenario).arg(&path).run();
    assert_eq!(finished.status.success(), good_end, "{finished:?}");
    let lines = lines_of_file(&path);
    search().assert_clean("the log", std::fs::read_to_string(&path).unwrap().as_bytes());
    search().assert_clean("stdout and stderr", (finished.stdout + &finished.stderr).as_bytes());
    lines
}

// L70, L71, L72
#[test]
fn a_logged_panic_shows_where_it_was_and_no_credential_of_its_text() {
    let lines = lines("panics", true);
    let panics: Vec<Value> = lines.iter().filter(|line| line["event"] == "panic").cloned().collect();
    assert_eq!(panics.len(), 9, "{lines:?}");
    assert_eq!(lines.last().unwrap()["message"], "still here");
    for panic in &panics {
        assert!(panic["at"].as_str().unwrap().contains("main.rs:"), "{panic}");
        assert!(panic["message"].as_str().unwrap().contains("panicked at"), "{panic}");
    }
    let texts = texts(&panics, "panic_message");
    assert!(texts[0].contains("cannot reach") && texts[0].contains("host.example/path"), "{texts:?}");
    assert!(texts[2].contains("a connection"), "{texts:?}");
    assert!(texts[4].contains("char boundary"), "{texts:?}");
    assert!(texts[5].contains("they differ"), "{texts:?}");
    assert_eq!(panics[6]["panic_message"], Value::Null, "a payload that is no text");
    assert!(panics[8]["thread_name"].as_str().unwrap().contains("host.example"), "{}", panics[8]);
}

// L70
#[test]
fn a_panic_that_ends_the_process_is_in_the_log_without_its_credential() {
    let lines = lines("end_of_panic", false);
    let last = lines.last().unwrap();
    assert_eq!(last["event"], "panic");
    assert!(last["panic_message"].as_str().unwrap().starts_with("the end of https://"), "{last}");
}

// L105
#[test]
fn a_key_from_the_environment_that_cannot_be_used_is_not_shown() {
    let canary = make::text(0);
    let folder = tempfile::tempdir().unwrap();
    let values = [
        canary.clone(),
        format!("7:{canary}"),
        format!("{canary}:{canary}"),
        format!("7:{canary}!{canary}{canary}"),
        format!("7:{}", canary.repeat(200)),
        format!("seven:{canary}{canary}"),
        format!("7 {canary}{canary}"),
    ];
    for value in values {
        let finished =
            child("key_from_environment").arg(folder.path().join("x")).env("LEAKS_KEY", &value).succeeds();
        assert!(finished.stdout.contains("LEAKS_KEY"), "it names the variable: {finished:?}");
        search().assert_clean(&value, (finished.stdout + &finished.stderr).as_bytes());
    }
}

// L91
#[test]
fn a_program_that_hashes_without_a_key_is_not_installed_and_says_which_event_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.log");
    let finished = child("no_key").arg(&path).succeeds();
    assert!(finished.stdout.contains("leaks.hashed"), "{}", finished.stdout);
    let lines = lines_of_file(&path);
    assert_eq!(lines.last().unwrap()["leaf"], "[redacted:no-key]");
    search().assert_clean("the log", format!("{lines:?}").as_bytes());
}
