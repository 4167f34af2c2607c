//! The event at the end: what it says, and that there is one whatever happens.

use std::panic::{AssertUnwindSafe, catch_unwind};

use blackbar::Level;
use blackbar::tower::{Outcome, RequestLog};
use serde_json::Value;
use tower_service::Service;

use crate::service::{Answered, Route, answer, end_of, finish, get, later, lines_of, logged, poll_once};

fn said<'l>(line: &'l Value, key: &str) -> &'l str {
    line[key].as_str().unwrap_or_else(|| panic!("no text `{key}` in {line}"))
}

#[track_caller]
fn check(line: &Value, level: &str, outcome: &str, status: Option<u16>) {
    assert_eq!((said(line, "level"), said(line, "outcome")), (level, outcome), "{line}");
    assert_eq!(line["status"].as_u64(), status.map(u64::from), "{line}");
    assert!(line["latency"].as_f64().unwrap() >= 0.0, "{line}");
    assert_eq!((said(line, "method"), said(line, "target")), ("GET", "http"));
}

#[test]
fn the_level_goes_by_the_status() {
    for (status, level) in
        [(200, "info"), (304, "info"), (404, "info"), (499, "info"), (500, "error"), (503, "error")]
    {
        let line = end_of(|| {
            let mut service = logged(&RequestLog::new(), |_| Box::pin(async move { answer(status) }));
            assert_eq!(finish(service.call(get("/"))).unwrap().status(), status);
        });
        check(&line, level, "answered", Some(status));
        assert_eq!(said(&line, "message"), "GET request answered");
    }
}

#[test]
fn the_level_can_be_chosen() {
    let layer = RequestLog::new().level(|request| match (request.status, request.outcome) {
        (Some(404), _) => Level::Debug,
        (_, Outcome::Failed) => Level::Critical,
        (Some(200), _) => Level::Trace,
        _ => request.usual_level(),
    });
    for (status, level) in [(404, "debug"), (200, "trace"), (201, "info"), (500, "error")] {
        let line = end_of(|| {
            let mut service = logged(&layer, |_| Box::pin(async move { answer(status) }));
            finish(service.call(get("/"))).unwrap();
        });
        check(&line, level, "answered", Some(status));
    }
    let line = end_of(|| {
        let mut service = logged(&layer, |_| Box::pin(async { Err("broken") }));
        finish(service.call(get("/"))).unwrap_err();
    });
    check(&line, "critical", "failed", None);
}

#[test]
fn a_function_for_levels_that_panics_costs_nothing() {
    let layer = RequestLog::new().level(|_| panic!("a mistake in the function for levels"));
    let line = end_of(|| {
        let mut service = logged(&layer, |_| Box::pin(async { answer(200) }));
        assert!(finish(service.call(get("/"))).is_ok());
    });
    check(&line, "info", "answered", Some(200));
}

#[test]
fn the_time_until_the_answer_is_measured() {
    let line = end_of(|| {
        let mut service = logged(&RequestLog::new(), |_| {
            Box::pin(async {
                for _ in 0..1_000 {
                    later().await;
                }
                answer(200)
            })
        });
        finish(service.call(get("/"))).unwrap();
    });
    assert!(line["latency"].as_f64().unwrap() > 0.0, "{line}");
}

#[test]
fn an_error_of_the_service_ends_a_request_and_nothing_of_its_text_is_written() {
    let line = end_of(|| {
        let mut service = logged(&RequestLog::new(), |_| Box::pin(async { Err("canary") }));
        assert_eq!(finish(service.call(get("/"))).unwrap_err(), "canary");
    });
    check(&line, "error", "failed", None);
    assert!(!line.to_string().contains("canary"));
}

#[test]
fn a_panic_ends_a_request_and_goes_on() {
    let handlers: [fn(http::Request<()>) -> Answered<'static>; 3] = [
        |_| panic!("before there is a future"),
        |_| Box::pin(async { panic!("at the first poll") }),
        |_| {
            Box::pin(async {
                later().await;
                panic!("at a later poll")
            })
        },
    ];
    for handler in handlers {
        let line = end_of(|| {
            let mut service = logged(&RequestLog::new(), handler);
            let panicked = catch_unwind(AssertUnwindSafe(|| finish(service.call(get("/")))));
            assert!(panicked.is_err());
        });
        check(&line, "error", "panicked", None);
    }
}

#[test]
fn a_request_that_nobody_waits_for_any_more_is_logged_when_it_is_dropped() {
    let endless = |_| -> Answered<'static> { Box::pin(std::future::pending()) };
    let line = end_of(|| drop(logged(&RequestLog::new(), endless).call(get("/"))));
    check(&line, "warn", "abandoned", None);
    let line = end_of(|| {
        let mut future = Box::pin(logged(&RequestLog::new(), endless).call(get("/")));
        assert!(poll_once(future.as_mut()).is_pending());
        drop(future);
    });
    check(&line, "warn", "abandoned", None);
}

#[test]
fn a_future_that_was_ready_logs_nothing_more_when_it_is_dropped() {
    let line = end_of(|| {
        let mut future =
            Box::pin(logged(&RequestLog::new(), |_| Box::pin(async { answer(200) })).call(get("/")));
        assert!(poll_once(future.as_mut()).is_ready());
        drop(future);
    });
    check(&line, "info", "answered", Some(200));
}

#[test]
fn what_is_logged_while_a_request_is_dropped_comes_before_its_end_and_has_its_context() {
    struct Goodbye;
    impl Drop for Goodbye {
        fn drop(&mut self) {
            blackbar::info!("goodbye");
        }
    }
    let lines = lines_of(|| {
        let mut service = logged(&RequestLog::new(), |_| {
            Box::pin(async {
                let _goodbye = Goodbye;
                std::future::pending().await
            })
        });
        let mut future = Box::pin(service.call(get("/")));
        assert!(poll_once(future.as_mut()).is_pending());
    });
    assert_eq!((lines.len(), said(&lines[0], "message")), (2, "goodbye"));
    assert_eq!(lines[0]["context"], lines[1]["context"]);
    assert!(lines[0]["context"]["request_id"].is_string());
}

#[test]
fn a_route_is_written_in_place_of_the_path() {
    let by_route = RequestLog::new().route(|extensions| extensions.get::<Route>().map(|route| route.0));
    let ask = |layer: &RequestLog, route: Option<&'static str>| {
        end_of(|| {
            let mut request = get("/users/ada@lovelace.example?q=1");
            request.extensions_mut().extend(extensions_of(route));
            finish(logged(layer, |_| Box::pin(async { answer(200) })).call(request)).unwrap();
        })
    };
    let line = ask(&by_route, Some("/users/{id}"));
    assert_eq!((line["route"].as_str(), line["path"].as_str()), (Some("/users/{id}"), None));
    assert_eq!((line["context"]["route"].as_str(), line["context"].get("path")), (Some("/users/{id}"), None));
    assert!(!line.to_string().contains("lovelace"), "{line}");

    for layer in [&by_route, &RequestLog::new()] {
        let line = ask(layer, None);
        assert_eq!(
            (line["route"].as_str(), line["path"].as_str()),
            (None, Some("/users/ada@lovelace.example"))
        );
        assert_eq!(line["context"]["path"], line["path"]);
    }

    let line = ask(&by_route.routes_only(), None);
    assert_eq!((line["route"].as_str(), line["path"].as_str()), (None, None));
    assert!(!line.to_string().contains("lovelace"), "{line}");
}

fn extensions_of(route: Option<&'static str>) -> http::Extensions {
    let mut extensions = http::Extensions::new();
    if let Some(route) = route {
        extensions.insert(Route(route));
    }
    extensions
}
