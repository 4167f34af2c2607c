//! The service with sign-ins and payments.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::program::{Run, run, workspace};

/// What the program puts into its events and none of its lines may show.
const KEPT_BACK: &[&str] = &[
    "hunter2",
    "correct horse",
    "ada@lovelace",
    "Lovelace",
    "St James",
    "1815-12-10",
    "203.0.113.42",
    "7946",
    "493017",
    "b1946ac9",
    "4111 1111",
    "4111111111111111",
    "BUKB",
    "831000",
    "s3cr3t",
    "9f8e7d6c",
    "not for the log",
    "refund\":1001",
];

fn lines() -> (Run, Vec<Value>) {
    let run = run("payments", &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let lines = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (run, lines)
}

fn find<'a>(lines: &'a [Value], event: &str) -> &'a Value {
    lines.iter().find(|line| line["event"] == event).unwrap()
}

#[test]
fn nothing_that_the_rules_keep_back_is_in_a_line() {
    let (run, lines) = lines();
    assert_eq!(lines.len(), 19);
    for kept_back in KEPT_BACK {
        assert!(!run.stdout.contains(kept_back), "{kept_back} in {}", run.stdout);
    }
}

#[test]
fn what_helps_to_run_the_service_is_in_the_lines() {
    let (_, lines) = lines();
    let requested = find(&lines, "payment.requested");
    assert_eq!(requested["card_number"], "411111******1111");
    assert_eq!(requested["amount"]["cents"], 1999);
    assert_eq!(requested.get("cvv"), None);
    assert_eq!(find(&lines, "login.succeeded")["client_ip"], "203.0.113.*");
    assert_eq!(find(&lines, "refund.issued")["iban"], "******5555");
    assert_eq!(find(&lines, "webhook.delivered")["endpoint"], "https://partner.example/hooks/refunds");
    assert_eq!(
        find(&lines, "payment.failed")["cause"],
        "cannot connect to amqp://[redacted:userinfo]@bank.example/payments"
    );
}

#[test]
fn the_same_person_matches_across_events_and_the_same_text_under_another_name_does_not() {
    let (_, lines) = lines();
    let person = &find(&lines, "login.started")["email"];
    assert!(person.as_str().unwrap().starts_with("k1:"));
    assert_eq!(&find(&lines, "login.failed")["email"], person);
    assert_ne!(&find(&lines, "session.opened")["session_token"], person);
    assert_eq!(
        find(&lines, "session.opened")["session_token"],
        find(&lines, "session.closed")["session_token"]
    );
}

#[test]
fn it_defines_a_dozen_kinds_of_events_and_needs_no_exception() {
    let folder = workspace().join("examples/payments/events");
    let source: String =
        fs::read_dir(folder).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    assert!(source.matches("#[derive(LogEvent)]").count() >= 12);
    assert!(!source.contains("allow"), "an exception from the rules");
    let (_, lines) = lines();
    let logged: BTreeSet<&str> = lines.iter().filter_map(|line| line["event"].as_str()).collect();
    assert_eq!(logged.len(), source.matches("#[derive(LogEvent)]").count());
}
