//! The frame of an event: name, level, target, keys.

use blackbar::{LogEvent, critical, debug, error, info, log_event, trace, warn};
use serde_json::json;

use crate::{line, logged, own_keys};

#[derive(LogEvent)]
struct HTTPRequestDone {
    status: u16,
}

#[derive(LogEvent)]
#[log(name = "payment.authorized", level = critical, target = "payments", rename_all = "camelCase")]
struct PaymentAuthorized<'a> {
    payment_id: u64,
    #[log(rename = "how much \"exactly\"")]
    amount: u64,
    r#type: &'a str,
}

#[derive(LogEvent)]
struct Pair(u64, #[log(rename = "second")] bool);

#[derive(LogEvent)]
struct Started;

#[derive(LogEvent)]
struct Request<'a> {
    method: &'a str,
    #[log(redact)]
    authorization: &'a str,
}

#[derive(LogEvent)]
struct Answered<'a> {
    status: u16,
    #[log(flatten)]
    request: Request<'a>,
    bytes: u64,
}

#[test]
fn an_event_is_named_after_its_type() {
    let line = line(|| log_event!(HTTPRequestDone { status: 200 }));
    assert_eq!(line["event"], "http_request_done");
    assert_eq!(line["level"], "info");
    assert_eq!(line["target"], module_path!());
    assert_eq!(line.get("message"), None);
}

#[test]
fn attributes_of_the_type_say_name_level_target_and_keys() {
    let line = line(|| log_event!(PaymentAuthorized { payment_id: 7, amount: 1, r#type: "card" }));
    assert_eq!(line["event"], "payment.authorized");
    assert_eq!(line["level"], "critical");
    assert_eq!(line["target"], "payments");
    assert_eq!(own_keys(&line), ["how much \"exactly\"", "paymentId", "type"]);
}

#[test]
fn prefixes_of_the_call_go_before_the_type() {
    let line = line(|| {
        log_event!(name: "other.name", target: "elsewhere", PaymentAuthorized { payment_id: 7, amount: 1, r#type: "x" });
    });
    assert_eq!((&line["event"], &line["target"]), (&json!("other.name"), &json!("elsewhere")));
}

#[test]
fn unnamed_fields_are_known_by_their_number() {
    let line = line(|| log_event!(Pair(1, true)));
    assert_eq!((&line["0"], &line["second"]), (&json!(1), &json!(true)));
}

#[test]
fn a_unit_struct_is_an_event_without_fields() {
    assert_eq!(own_keys(&line(|| log_event!(Started))), Vec::<&str>::new());
}

#[test]
fn flattened_fields_stand_among_the_others() {
    let request = Request { method: "GET", authorization: "Basic x" };
    let line = line(|| log_event!(Answered { status: 200, request, bytes: 3 }));
    assert_eq!(line["method"], "GET");
    assert_eq!(line["authorization"], "[redacted]");
    assert_eq!((&line["status"], &line["bytes"]), (&json!(200), &json!(3)));
    assert_eq!(line.get("request"), None);
}

#[test]
fn an_inline_event_is_named_after_its_call() {
    let line = line(|| log_event!(info, "x"));
    let name = line["event"].as_str().unwrap();
    assert!(name.starts_with(concat!(module_path!(), ":")), "{name}");
}

#[test]
fn each_level_macro_logs_at_its_level() {
    let lines = logged(|| {
        trace!("x");
        debug!("x");
        info!("x");
        warn!("x");
        error!("x");
        critical!("x");
        log_event!(debug, "x");
    });
    let levels: Vec<_> = lines.iter().map(|line| line["level"].as_str().unwrap()).collect();
    assert_eq!(levels, ["trace", "debug", "info", "warn", "error", "critical", "debug"]);
}

#[test]
fn arguments_are_keys_in_their_own_spelling() {
    let r#type = "x";
    let line = line(|| {
        log_event!(
            info,
            "x",
            r#type,
            r#match = 1,
            #[log(rename = "user-id")]
            user_id = 7
        )
    });
    assert_eq!((&line["type"], &line["match"], &line["user-id"]), (&json!("x"), &json!(1), &json!(7)));
}
