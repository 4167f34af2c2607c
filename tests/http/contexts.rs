//! The context of a request: in every event of it, on every thread, and in no other.

use blackbar::tower::{RequestId, RequestLog};
use blackbar::{Context, InContext, context, info};
use http::Request;
use serde_json::Value;
use tower_service::Service;

use crate::service::{answer, end_of, finish, get, later, lines_of, logged, poll_once};

const PARENT: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

fn with_headers(headers: &[(&str, &str)]) -> Request<()> {
    let mut request = Request::builder().uri("/orders");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(()).unwrap()
}

fn ids(line: &Value) -> (&str, &str, &str) {
    let text = |key: &str| line["context"][key].as_str().unwrap_or_else(|| panic!("no `{key}` in {line}"));
    (text("request_id"), text("trace_id"), text("span_id"))
}

#[test]
fn ids_of_the_caller_are_in_every_line_and_the_span_is_our_own() {
    let lines = lines_of(|| {
        let mut service = logged(&RequestLog::new(), |_| {
            info!("called");
            Box::pin(async {
                info!("polled");
                later().await;
                info!("polled again");
                answer(200)
            })
        });
        finish(service.call(with_headers(&[("x-request-id", "req-1"), ("traceparent", PARENT)]))).unwrap();
        info!("outside");
    });
    let (outside, inside) = lines.split_last().unwrap();
    assert_eq!((inside.len(), outside.get("context")), (4, None));
    for line in inside {
        let (id, trace, span) = ids(line);
        assert_eq!((id, trace), ("req-1", "4bf92f3577b34da6a3ce929d0e0e4736"));
        assert_ne!(span, "00f067aa0ba902b7");
        assert_eq!(line["context"], inside[0]["context"]);
        assert_eq!(
            (line["context"]["method"].as_str(), line["context"]["path"].as_str()),
            (Some("GET"), Some("/orders"))
        );
    }
}

#[test]
fn two_requests_that_are_polled_in_turns_do_not_mix() {
    let lines = lines_of(|| {
        let mut service = logged(&RequestLog::new(), |request| {
            let path = request.uri().path().to_owned();
            Box::pin(async move {
                for _ in 0..10 {
                    info!("working", own_path = path);
                    later().await;
                }
                answer(200)
            })
        });
        let mut futures = [Box::pin(service.call(get("/a"))), Box::pin(service.call(get("/b")))];
        let mut done = [false; 2];
        while done != [true; 2] {
            for (future, done) in futures.iter_mut().zip(&mut done) {
                *done = *done || poll_once(future.as_mut()).is_ready();
            }
        }
    });
    assert_eq!(lines.len(), 22);
    for line in &lines {
        let own = line.get("own_path").unwrap_or(&line["path"]);
        assert_eq!(line["context"]["path"], *own);
    }
}

#[test]
fn a_task_that_is_given_the_context_has_it_on_another_thread_after_the_end() {
    let lines = lines_of(|| {
        let mut task = None;
        let mut service = logged(&RequestLog::new(), |_| {
            task = Some(async { info!("in the background") }.in_context(Context::current()));
            Box::pin(async { answer(202) })
        });
        finish(service.call(with_headers(&[("x-request-id", "req-7")]))).unwrap();
        finish(task.unwrap());
    });
    assert_eq!(lines[0]["event"], "http.request");
    assert_eq!(
        (lines[1]["message"].as_str(), &lines[1]["context"]),
        (Some("in the background"), &lines[0]["context"])
    );
}

#[test]
fn what_is_in_force_where_a_request_is_taken_is_so_to_its_end() {
    let lines = lines_of(|| {
        let mut service = logged(&RequestLog::new(), |_| {
            Box::pin(async {
                info!("polled");
                answer(200)
            })
        });
        let connection = context! { connection = 7, method = "none" }.enter();
        let [first, second] = [service.call(get("/")), service.call(get("/"))];
        drop(connection);
        finish(first).unwrap();
        drop(second);
    });
    assert_eq!(lines.len(), 3);
    for line in lines {
        assert_eq!(
            (line["context"]["connection"].as_u64(), line["context"]["method"].as_str()),
            (Some(7), Some("GET"))
        );
    }
}

#[test]
fn without_ids_a_request_gets_new_ones_and_its_id_is_that_of_its_trace() {
    let lines = lines_of(|| {
        let mut service = logged(&RequestLog::new(), |_| Box::pin(async { answer(200) }));
        finish(service.call(get("/"))).unwrap();
        finish(service.call(get("/"))).unwrap();
    });
    let [(id, trace, span), (other_id, other_trace, other_span)] = [ids(&lines[0]), ids(&lines[1])];
    assert_eq!((id, other_id), (trace, other_trace));
    assert!(trace != other_trace && span != other_span);
}

#[test]
fn of_a_caller_who_is_not_trusted_no_id_is_taken() {
    let line = end_of(|| {
        let mut service = logged(&RequestLog::new().fresh_ids(), |_| Box::pin(async { answer(200) }));
        finish(service.call(with_headers(&[("x-request-id", "req-1"), ("traceparent", PARENT)]))).unwrap();
    });
    let (id, trace, _) = ids(&line);
    assert_eq!(id, trace);
    assert_ne!(trace, "4bf92f3577b34da6a3ce929d0e0e4736");
}

#[test]
fn the_handler_knows_the_ids_and_the_answer_shows_the_one_if_it_is_to() {
    for (layer, shown) in [(RequestLog::new(), None), (RequestLog::new().answer_with_id(), Some("req-1"))] {
        end_of(|| {
            let mut service = logged(&layer, |request: Request<()>| {
                assert_eq!(request.extensions().get::<RequestId>().unwrap().as_str(), "req-1");
                Box::pin(async {
                    let trace = Context::current().trace().unwrap();
                    assert!(trace.to_string().starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-"));
                    answer(200)
                })
            });
            let request = with_headers(&[("x-request-id", "req-1"), ("traceparent", PARENT)]);
            let response = finish(service.call(request)).unwrap();
            let id = response.headers().get("x-request-id").map(|id| id.to_str().unwrap());
            assert_eq!(id, shown);
        });
    }
}
