//! What is written of contexts: layouts, clearances, the scanner, values of all shapes, and what does not fit.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::time::Duration;

use blackbar::{
    Class, Context, InContext, LogContext, LogEvent, LogValue, Memory, RollingFile, Secret, TraceContext,
    context, log_event,
};
use blackbar_tests::{lines_of, lines_of_file, logger};
use serde_json::{Value, json};

use crate::{contexts, log, memory_logger};

const TRACEPARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

fn trace() -> TraceContext {
    TraceContext::parse(TRACEPARENT).unwrap()
}

/// The lines of a file in one layout.
fn lines(layout: impl FnOnce(RollingFile) -> RollingFile, run: impl FnOnce(&blackbar::Logger)) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.log");
    let logger = logger().field("region", "eu").file(layout(RollingFile::new(&path))).build().unwrap();
    run(&logger);
    logger.flush().unwrap();
    lines_of_file(&path)
}

#[test]
fn in_our_layout_and_in_that_of_logstash_it_is_the_last_object_of_the_line_with_the_trace_first() {
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    let entered = context! { request_id = 7, user = "ada \"x\"" }.with_trace(trace());
    entered.run(|| log_event!(logger: logger, info, "event", number = 1));
    logger.flush().unwrap();
    let end = concat!(
        r#""number":1,"context":{"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7","#,
        r#""request_id":7,"user":"ada \"x\""}}"#,
        "\n"
    );
    assert!(memory.text().ends_with(end), "{}", memory.text());
    let logstash = lines(RollingFile::logstash, |logger| entered.run(|| log(logger)));
    assert_eq!(logstash[0]["context"], lines_of(&memory)[0]["context"]);
}

#[test]
fn a_trace_alone_is_a_context() {
    let seen = contexts(|logger| {
        let _trace = Context::empty().with_trace(trace()).enter();
        log(logger);
        let inner = trace().child();
        context! { step = 1 }.with_trace(inner).run(|| {
            assert_eq!(Context::current().trace(), Some(inner));
            log(logger);
        });
        context! { step = 2 }.run(|| log(logger));
    });
    let span = |line: &Value| line["span_id"].clone();
    assert_eq!(
        seen[0],
        json!({"trace_id": "4bf92f3577b34da6a3ce929d0e0e4736", "span_id": "00f067aa0ba902b7"})
    );
    assert_ne!(span(&seen[1]), span(&seen[0]));
    assert_eq!((span(&seen[2]), &seen[2]["step"]), (span(&seen[0]), &json!(2)));
}

#[test]
fn in_ecs_it_is_among_the_fields_where_the_events_own_win() {
    let lines = lines(RollingFile::ecs, |logger| {
        let _entered =
            context! { request_id = 7, user = "context", region = "context" }.with_trace(trace()).enter();
        log_event!(logger: logger, info, "event", user = "event");
        log(logger);
    });
    assert_eq!(lines[0]["trace.id"], "4bf92f3577b34da6a3ce929d0e0e4736");
    assert_eq!(lines[0]["span.id"], "00f067aa0ba902b7");
    assert_eq!(lines[0]["Fields"], json!({"region": "eu", "user": "event", "request_id": 7}));
    assert_eq!(lines[1]["Fields"], json!({"region": "eu", "user": "context", "request_id": 7}));
    assert!(lines[0].get("context").is_none());
}

#[test]
fn in_ecs_a_context_without_fields_of_an_event_without_fields_leaves_an_empty_object() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("app.log");
    let logger = logger().file(RollingFile::new(&path).ecs()).build().unwrap();
    Context::empty().with_trace(trace()).run(|| log(&logger));
    context! { only = 1 }.run(|| log(&logger));
    logger.flush().unwrap();
    let lines = lines_of_file(&path);
    assert_eq!((&lines[0]["Fields"], &lines[1]["Fields"]), (&json!({}), &json!({"only": 1})));
}

#[test]
fn for_people_it_stands_after_the_fields() {
    let plain = Memory::new().pretty();
    let logger = logger().sink(plain.clone()).build().unwrap();
    let _entered = context! { request_id = 7, #[log(redact)] password = "x", user = "ada b" }.enter();
    log_event!(logger: logger, target: "app", info, "event", number = 1);
    log_event!(logger: logger, target: "app", info, "event");
    logger.flush().unwrap();
    let text = "  request_id=7 password=[redacted] user=\"ada b\"";
    let lines: Vec<String> = plain.text().lines().map(str::to_owned).collect();
    assert!(lines[0].ends_with(&format!("  number=1{text}  app")), "{}", lines[0]);
    assert!(lines[1].ends_with(&format!("{text}  app")), "{}", lines[1]);
}

#[derive(LogContext)]
struct Customer<'a> {
    order_id: u64,
    #[log(pii, allow = "support looks customers up by it")]
    customer: &'a str,
    #[log(pii)]
    street: &'a str,
    #[log(secret)]
    card: Secret<String>,
    note: String,
}

#[test]
fn each_sink_sees_of_a_context_what_it_is_cleared_for_and_credentials_are_replaced() {
    let (everyone, support) = (Memory::new(), Memory::new().clearance(Class::Pii));
    let logger = logger().hash_key(7, [1; 32]).sink(everyone.clone()).sink(support.clone()).build().unwrap();
    let _scope = logger.scope();
    let key = ["AK", "IA", "QW3RTZ7VBN8MKLP2"].concat();
    let customer = Customer {
        order_id: 7,
        customer: "Ada",
        street: "Long Lane",
        card: String::from("4111").into(),
        note: format!("key {key}"),
    };
    Context::new(&customer).run(|| log(&logger));
    logger.flush().unwrap();
    let (everyone, support) = (lines_of(&everyone), lines_of(&support));
    assert_eq!(everyone[0]["context"]["customer"], "[redacted]");
    assert_eq!(support[0]["context"]["customer"], "Ada");
    for context in [&everyone[0]["context"], &support[0]["context"]] {
        assert!(context["street"].as_str().unwrap().starts_with("k7:"), "{context}");
        assert_eq!(
            (&context["card"], &context["note"]),
            (&json!("[redacted]"), &json!("key [redacted:aws]"))
        );
    }
    assert_eq!(logger.stats().detected, [("aws", 2)]);
}

#[test]
fn a_context_that_hashes_is_hashed_with_the_key_in_force_where_it_is_made() {
    let (logger, memory) = memory_logger();
    let without = context! { #[log(hash)] user = "ada" };
    let with = {
        let _scope = logger.scope();
        context! { #[log(hash)] user = "ada" }
    };
    log_event!(logger: logger, info, "event", #[log(hash)] user = "ada");
    with.run(|| log(&logger));
    without.run(|| log(&logger));
    logger.flush().unwrap();
    let lines = lines_of(&memory);
    assert_eq!(lines[0]["user"], lines[1]["context"]["user"]);
    assert_eq!(lines[2]["context"]["user"], "[redacted:no-key]");
}

#[derive(LogValue)]
enum Plan {
    Free,
    Paid { seats: u32, since: Option<Box<Plan>> },
}

#[derive(LogContext)]
struct Shapes<'a> {
    number: i128,
    float: f64,
    flag: bool,
    letter: char,
    nothing: (),
    text: &'a str,
    took: Duration,
    peer: Ipv4Addr,
    list: Vec<Option<u16>>,
    map: BTreeMap<&'a str, u64>,
    plan: Plan,
    pair: (u8, &'a str),
    #[log(len)]
    body: &'a str,
    #[log(truncate(3))]
    agent: &'a str,
    #[log(mask(last = 4))]
    account: &'a str,
    #[log(error)]
    cause: std::num::ParseIntError,
    #[log(debug, allow = "a type of the standard library")]
    range: std::ops::Range<u8>,
    #[log(with = str::len)]
    made: &'a str,
    #[log(rename = "other")]
    named: u8,
}

fn shapes() -> Context {
    Context::new(&Shapes {
        number: -7,
        float: 0.5,
        flag: true,
        letter: 'x',
        nothing: (),
        text: "te\nxt",
        took: Duration::from_millis(1_500),
        peer: Ipv4Addr::LOCALHOST,
        list: vec![Some(1), None],
        map: BTreeMap::from([("a", 1), ("password", 2)]),
        plan: Plan::Paid { seats: 3, since: Some(Box::new(Plan::Free)) },
        pair: (1, "two"),
        body: "four",
        agent: "agents",
        account: "account-0123456789",
        cause: "x".parse::<u8>().unwrap_err(),
        range: 1..3,
        made: "12345",
        named: 9,
    })
}

#[test]
fn values_of_all_shapes_are_written_as_those_of_events_are() {
    let seen = contexts(|logger| shapes().run(|| log(logger)));
    let expected = json!({
        "number": -7, "float": 0.5, "flag": true, "letter": "x", "nothing": null, "text": "te\nxt", "took": 1.5,
        "peer": "127.0.0.1", "list": [1, null], "map": {"a": 1, "password": "[redacted]"},
        "plan": {"Paid": {"seats": 3, "since": "Free"}}, "pair": [1, "two"], "body": 4, "agent": "age…",
        "account": "******6789", "cause": "invalid digit found in string", "range": "1..3", "made": 5, "other": 9,
    });
    assert_eq!(seen, [expected]);
}

#[test]
fn hidden_values_of_all_shapes_are_passed_over() {
    #[derive(LogContext)]
    struct Over {
        plan: u8,
        map: u8,
        range: u8,
        list: u8,
    }
    let seen = contexts(|logger| {
        shapes().and(Context::new(&Over { plan: 1, map: 2, range: 3, list: 4 })).run(|| log(logger));
    });
    assert_eq!((&seen[0]["plan"], &seen[0]["list"], &seen[0]["other"]), (&json!(1), &json!(4), &json!(9)));
    assert_eq!((&seen[0]["pair"], &seen[0]["made"]), (&json!([1, "two"]), &json!(5)));
}

#[test]
fn a_text_that_is_too_long_for_a_context_is_cut_and_the_line_says_so_and_it_is_counted() {
    let (logger, memory) = memory_logger();
    let _entered = context! { long = "word ".repeat(2_000), after = 7_u64 }.enter();
    log(&logger);
    logger.flush().unwrap();
    let context = &lines_of(&memory)[0]["context"];
    let long = context["long"].as_str().unwrap();
    assert!(
        long.len() > 3_000 && long.len() < 4_096 && "word ".repeat(2_000).starts_with(long),
        "{}",
        long.len()
    );
    assert_eq!((&context["after"], &context["truncated"]), (&json!(7), &json!(true)));
    let stats = logger.stats();
    assert_eq!((stats.contexts_cut, stats.contexts_malformed), (1, 0));
}

#[test]
fn fields_that_find_no_room_at_all_are_missing_from_the_end() {
    let (logger, memory) = memory_logger();
    let _entered = context! { first = 1, many = [7_u64; 1_000], last = 2 }.enter();
    log(&logger);
    logger.flush().unwrap();
    let context = &lines_of(&memory)[0]["context"];
    assert_eq!((&context["first"], &context["truncated"]), (&json!(1), &json!(true)));
    assert!(context.get("last").is_none());
    assert!(context["many"].as_array().unwrap().len() > 400);
    assert_eq!(logger.stats().contexts_malformed, 0);
}

#[test]
fn of_contexts_that_are_too_large_together_the_last_ones_are_left_out_and_nothing_old_is_shown_in_their_place()
 {
    let (logger, memory) = memory_logger();
    let _request = context! { request_id = 7, user = "old" }.enter();
    let _large = context! { large = "x".repeat(3_000) }.enter();
    let too_much = context! { user = "new", more = "x".repeat(3_000) }.enter();
    let _small = context! { small = 1 }.enter();
    log(&logger);
    drop(too_much);
    log(&logger);
    logger.flush().unwrap();
    let lines = lines_of(&memory);
    let context = &lines[0]["context"];
    assert_eq!((&context["request_id"], &context["small"]), (&json!(7), &json!(1)));
    assert!(context.get("user").is_none() && context.get("more").is_none());
    assert_eq!(context["truncated"], true);
    assert_eq!(lines[1]["context"]["user"], "old");
    assert!(lines[1]["context"].get("truncated").is_none());
    assert_eq!(logger.stats().contexts_cut, 1);
}

#[test]
fn an_event_that_is_cut_keeps_its_context() {
    let (logger, memory) = memory_logger();
    let _entered = context! { request_id = 7 }.enter();
    log_event!(logger: logger, info, "event", body = "x".repeat(1_000_000));
    logger.flush().unwrap();
    let line = &lines_of(&memory)[0];
    assert!(line["truncated"].as_u64().unwrap() > 1_000_000);
    assert_eq!(line["context"], json!({"request_id": 7}));
}

#[derive(LogEvent)]
struct Both<T: LogValue> {
    value: T,
}

#[derive(LogContext)]
struct Generic<T: LogValue> {
    value: T,
}

#[test]
fn a_generic_context_has_a_schema_for_each_of_its_types() {
    let seen = contexts(|logger| {
        Context::new(&Generic { value: 7_u64 }).run(|| log(logger));
        Context::new(&Generic { value: "seven" }).run(|| log(logger));
        Context::new(&&Generic { value: [1, 2] }).run(|| log_event!(logger: logger, Both { value: 1 }));
        for value in [1_u8, 2] {
            context! { value, text = "x" }.run(|| log(logger));
        }
    });
    let expected = [
        json!({"value": 7}),
        json!({"value": "seven"}),
        json!({"value": [1, 2]}),
        json!({"value": 1, "text": "x"}),
        json!({"value": 2, "text": "x"}),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn a_type_may_be_an_event_and_a_context() {
    #[derive(LogEvent, LogContext)]
    struct Request {
        request_id: u64,
    }
    let request = Request { request_id: 7 };
    let (logger, memory) = memory_logger();
    let future = async { log_event!(logger: logger, &request) }.in_context(Context::new(&request));
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future);
    logger.flush().unwrap();
    let line = &lines_of(&memory)[0];
    assert_eq!((&line["request_id"], &line["context"]["request_id"]), (&json!(7), &json!(7)));
}
