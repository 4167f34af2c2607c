//! What a newcomer runs first.

use crate::program::{json_lines, run, workspace};

const SECRETS: &[&str] =
    &["correct horse battery staple", "4111 1111 1111 1111", "gw-7f3a-not-for-logs", "737"];

#[test]
fn it_writes_its_events_and_none_of_its_secrets() {
    let run = run("quickstart", &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);

    let path = workspace().join("target/quickstart-logs/app.jsonl");
    let events = json_lines(&path);
    assert_eq!(events.len(), 4);
    let payment = events.iter().find(|event| event["event"] == "payment.authorized").unwrap();
    assert_eq!(payment["message"], "payment 7 authorized");
    assert_eq!(payment["method"]["card"]["brand"], "visa");
    assert_eq!(payment["card_number"], "[redacted]");
    assert_eq!(payment["gateway_key"], "[redacted]");
    assert_eq!(payment["tracking_token"], "JD0146");
    assert_eq!(payment.get("cvv"), None);

    // Standard error is no terminal here, so that the console has the same lines.
    let on_console: Vec<serde_json::Value> =
        run.stderr.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(on_console, events);

    // The fraction of a second may be any number, also that of the card code.
    let written = events.iter().map(without_timestamp).chain([run.stdout.clone()]).collect::<String>();
    for secret in SECRETS {
        assert!(!written.contains(secret), "{secret} in {written}");
    }
    for expected in
        ["card_number, gateway_key   cvv", "Of the 3 secrets in this program, 0 ", "accepted 4, lost 0"]
    {
        assert!(run.stdout.contains(expected), "{expected} not in {}", run.stdout);
    }
}

fn without_timestamp(event: &serde_json::Value) -> String {
    let mut event = event.clone();
    event.as_object_mut().unwrap().remove("timestamp");
    event.to_string()
}
