//! The service as a process, hit by a real client: a thousand requests at once, and each line of the log has the ids of its own
//! request.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod client;
mod server;

use std::collections::{BTreeMap, BTreeSet};

use client::{Answer, Asked};
use serde_json::Value;
use server::{Server, count};

const REQUESTS: usize = 1_000;

/// What requests carry that no line may show.
const CANARIES: [&str; 5] = ["canary-query", "canary-user", "canary-word", "canary-bearer", "canary-cookie"];

/// Four kinds of requests: with an id, in a trace, with both, with neither.
fn asked(number: usize) -> Asked {
    let (id, trace) = (format!("req-{number}"), format!("{:032x}", number + 1));
    match number % 4 {
        0 => Asked::get(format!("/orders/{number}?token=canary-query")).with_id(&id),
        1 => Asked::post(format!("/orders/{number}/parcels")).in_trace(&trace),
        2 => Asked::get("/orders/9000000?token=canary-query".to_owned()).with_id(&id).in_trace(&trace),
        _ => Asked::get(format!("/orders/{number}")),
    }
}

/// What the handlers log of such a request, and the route, the method and the status of its end.
fn expected(number: usize) -> (&'static [&'static str], &'static str, &'static str, u16) {
    match number % 4 {
        1 => (&["courier.called", "order.loaded", "parcel.packed"], "/orders/{id}/parcels", "POST", 202),
        2 => (&[], "/orders/{id}", "GET", 404),
        _ => (&["order.loaded"], "/orders/{id}", "GET", 200),
    }
}

#[test]
fn each_line_of_a_thousand_requests_at_once_has_the_ids_of_its_own_request() {
    let server = Server::start();
    let answers = client::ask_all(server.address(), (0..REQUESTS).map(asked).collect());
    server.wait_for("the couriers", |lines| count(lines, "courier.called") == REQUESTS / 4);
    let lines = server.stop();

    assert_eq!(count(&lines, "http.request"), REQUESTS);
    let mut lines_of: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for line in &lines {
        if let Some(id) = line["context"]["request_id"].as_str() {
            lines_of.entry(id).or_default().push(line);
        }
    }
    assert_eq!(lines_of.len(), REQUESTS, "a request has lines of another, or none");
    let mut spans = BTreeSet::new();
    for (number, answer) in answers.iter().enumerate() {
        let lines = &lines_of[answer.id.as_str()];
        check_events(number, answer, lines);
        let (trace, span) = trace_of(lines[0]);
        assert!(
            lines.iter().all(|line| trace_of(line) == (trace, span)),
            "request {number} is in two traces"
        );
        assert!(spans.insert(span), "two requests have the span {span}");
        match number % 4 {
            0 => assert_eq!(answer.id, format!("req-{number}")),
            1 => assert_eq!((answer.id.as_str(), trace), (trace, format!("{:032x}", number + 1).as_str())),
            2 => assert_eq!(trace, format!("{:032x}", number + 1)),
            _ => assert_eq!(answer.id, trace),
        }
    }
}

fn check_events(number: usize, answer: &Answer, lines: &[&Value]) {
    let (events, route, method, status) = expected(number);
    assert_eq!(answer.status, status);
    let mut found: Vec<&str> = lines.iter().filter_map(|line| line["event"].as_str()).collect();
    found.sort_unstable();
    let mut wanted = [events, &["http.request"]].concat();
    wanted.sort_unstable();
    assert_eq!(found, wanted, "request {number}");
    for line in lines {
        let context = &line["context"];
        assert_eq!(
            (context["method"].as_str(), context["route"].as_str()),
            (Some(method), Some(route)),
            "{line}"
        );
        let order_id = (line["event"] == "parcel.packed").then_some(number as u64);
        assert_eq!(context["order_id"].as_u64(), order_id, "{line}");
    }
    let end = lines.iter().find(|line| line["event"] == "http.request").unwrap();
    assert_eq!((end["method"].as_str(), end["route"].as_str()), (Some(method), Some(route)));
    assert_eq!((end["status"].as_u64(), end["outcome"].as_str()), (Some(status.into()), Some("answered")));
    assert_eq!(end["level"], "info");
    assert!(end["latency"].as_f64().unwrap() > 0.0);
}

fn trace_of(line: &Value) -> (&str, &str) {
    let id = |key: &str| line["context"][key].as_str().unwrap();
    let (trace, span) = (id("trace_id"), id("span_id"));
    assert_eq!((trace.len(), span.len()), (32, 16));
    (trace, span)
}

#[test]
fn a_request_whose_client_goes_away_has_an_end_too() {
    let server = Server::start();
    // A client that is gone before the server has read its request was none, so there may be more clients than requests.
    let gone = |lines: &[Value]| lines.iter().filter(|line| line["outcome"] == "abandoned").count();
    server.again_until(
        "ends of requests whose clients went away",
        |lines| gone(lines) >= 10,
        || {
            server.send_and_go("POST /orders/7/parcels HTTP/1.1");
        },
    );
    let lines = server.stop();
    for line in lines.iter().filter(|line| line["outcome"] == "abandoned") {
        assert_eq!((line["event"].as_str(), line["level"].as_str()), (Some("http.request"), Some("warn")));
        assert_eq!((line["route"].as_str(), line["status"].as_u64()), (Some("/orders/{id}/parcels"), None));
    }
}

#[test]
fn what_a_request_carries_beside_its_path_is_in_no_line() {
    let server = Server::start();
    let answers = client::ask_all(
        server.address(),
        vec![
            Asked::get("/nowhere/at/all?password=canary-query#canary-query".to_owned()),
            Asked::get("/nowhere/canary-word".to_owned()).with_id("canary-word; drop=1"),
            Asked::get(
                "/login/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnktdXNlciJ9.c2lnbmF0dXJlLWNhbmFyeQ".to_owned(),
            ),
            Asked::with_method("CANARY-WORD", "/nowhere".to_owned()),
        ],
    );
    assert!(answers.iter().all(|answer| answer.status == 404), "{answers:?}");
    // In absolute form, as proxies send it, the target may name a user.
    server.send("GET http://canary-user:canary-word@example.net/orders/7?api_key=canary-query HTTP/1.1");
    server.wait_for("the ends", |lines| count(lines, "http.request") == 5);
    let lines = server.stop();

    let ends: Vec<&Value> = lines.iter().filter(|line| line["event"] == "http.request").collect();
    let paths: BTreeSet<&str> = ends.iter().filter_map(|line| line["path"].as_str()).collect();
    let expected = ["/login/[redacted:jwt]", "/nowhere", "/nowhere/at/all", "/nowhere/canary-word"];
    assert_eq!(paths, expected.into_iter().collect());
    for line in &lines {
        // The one path that has the word in it is written: paths are, which is why routes are better.
        let text = line.to_string().replace("/nowhere/canary-word", "");
        for canary in CANARIES {
            assert!(!text.contains(canary), "{canary} in {line}");
        }
    }
}
