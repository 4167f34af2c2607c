//! Contexts of threads.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use blackbar::{Context, ContextGuard, LogContext, LogValue, Logger, Slot, Written, context, log_event};
use blackbar_tests::{lines_of, on_thread};
use serde_json::{Value, json};

use crate::{contexts, log, memory_logger};

#[derive(LogContext)]
struct Request<'a> {
    request_id: u64,
    user: &'a str,
}

#[test]
fn a_context_is_in_force_from_its_entry_to_the_end_of_its_guard() {
    let seen = contexts(|logger| {
        log(logger);
        let inside = Context::new(&Request { request_id: 7, user: "ada" }).enter();
        log(logger);
        log(logger);
        drop(inside);
        log(logger);
    });
    let request = json!({"request_id": 7, "user": "ada"});
    assert_eq!(seen, [Value::Null, request.clone(), request, Value::Null]);
}

#[test]
fn inner_keys_win_and_the_outer_ones_come_back() {
    let seen = contexts(|logger| {
        let _outer = context! { request_id = 7, user = "ada" }.enter();
        {
            let _inner = context! { step = 1, user = "eve" }.enter();
            log(logger);
        }
        log(logger);
    });
    assert_eq!(
        seen,
        [json!({"request_id": 7, "step": 1, "user": "eve"}), json!({"request_id": 7, "user": "ada"})]
    );
}

#[test]
fn guards_dropped_out_of_order_each_end_their_own_context_and_no_other() {
    let seen = contexts(|logger| {
        let first = context! { a = 1, shared = "first" }.enter();
        let second = context! { b = 2, shared = "second" }.enter();
        let third = context! { c = 3 }.enter();
        drop(first);
        log(logger);
        drop(third);
        log(logger);
        let fourth = context! { d = 4 }.enter();
        drop(second);
        log(logger);
        drop(fourth);
        log(logger);
    });
    let expected = [
        json!({"b": 2, "shared": "second", "c": 3}),
        json!({"b": 2, "shared": "second"}),
        json!({"d": 4}),
        Value::Null,
    ];
    assert_eq!(seen, expected);
}

#[test]
fn what_an_outer_guard_hid_is_shown_again_when_the_inner_one_ends_first() {
    let seen = contexts(|logger| {
        let outer = context! { user = "ada" }.enter();
        let inner = context! { user = "eve" }.enter();
        log(logger);
        drop(inner);
        log(logger);
        drop(outer);
    });
    assert_eq!(seen, [json!({"user": "eve"}), json!({"user": "ada"})]);
}

#[test]
fn a_context_that_is_alone_inherits_nothing_and_hides_what_is_around_it() {
    let seen = contexts(|logger| {
        let _outer = context! { request_id = 7 }.enter();
        context! { job = "cleanup" }.alone().run(|| {
            log(logger);
            context! { step = 1 }.run(|| log(logger));
        });
        Context::empty().alone().run(|| log(logger));
        context! { step = 2 }.and(context! { job = "x" }.alone()).run(|| log(logger));
        Context::empty().run(|| log(logger));
    });
    let expected = [
        json!({"job": "cleanup"}),
        json!({"job": "cleanup", "step": 1}),
        Value::Null,
        json!({"job": "x"}),
        json!({"request_id": 7}),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn a_thread_begins_with_nothing_and_takes_what_it_is_handed() {
    let (logger, memory) = memory_logger();
    let _request = context! { request_id = 7 }.enter();
    let current = Context::current();
    std::thread::scope(|scope| {
        scope.spawn(|| log(&logger)).join().unwrap();
        scope.spawn(|| current.run(|| log(&logger))).join().unwrap();
    });
    logger.flush().unwrap();
    let seen: Vec<Value> = lines_of(&memory).into_iter().map(|mut line| line["context"].take()).collect();
    assert_eq!(seen, [Value::Null, json!({"request_id": 7})]);
}

#[test]
fn entering_what_is_in_force_already_changes_nothing() {
    let seen = contexts(|logger| {
        let _request = context! { request_id = 7, user = "ada" }.enter();
        let _again = Context::current().enter();
        let _and_again = Context::current().and(Context::current()).enter();
        log(logger);
    });
    assert_eq!(seen, [json!({"request_id": 7, "user": "ada"})]);
}

#[test]
fn a_recursion_that_enters_the_same_context_again_and_again_does_not_add_up() {
    fn dive(logger: &Logger, depth: u32) {
        let _level = context! { depth, text = "x".repeat(100) }.enter();
        if depth == 1_000 { log(logger) } else { dive(logger, depth + 1) }
    }
    let seen = contexts(|logger| {
        let _request = context! { request_id = 7 }.enter();
        dive(logger, 0);
    });
    assert_eq!(seen, [json!({"request_id": 7, "depth": 1_000, "text": "x".repeat(100)})]);
}

#[test]
fn a_panic_inside_takes_its_context_with_it() {
    let seen = contexts(|logger| {
        let _request = context! { request_id = 7 }.enter();
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            context! { step = 1 }.run(|| panic!("on purpose"));
        }));
        assert!(panicked.is_err());
        log(logger);
    });
    assert_eq!(seen, [json!({"request_id": 7})]);
}

#[test]
fn expressions_are_evaluated_once_and_in_their_order_and_those_that_are_withheld_never() {
    let order = RefCell::new(Vec::new());
    let note = |name: &'static str| {
        order.borrow_mut().push(name);
        name
    };
    let made = context! {
        first = note("first"), #[log(redact)] password = note("password"), #[log(len)] second = note("second"),
        #[log(skip)] third = note("third"),
    };
    let seen = contexts(|logger| made.run(|| log(logger)));
    assert_eq!(seen, [json!({"first": "first", "password": "[redacted]", "second": 6})]);
    assert_eq!(*order.borrow(), ["first", "second"]);
}

/// A value that makes a context and logs while it is converted.
struct Busy<'l>(&'l Logger);

impl LogValue for Busy<'_> {
    type Form = str;
    fn log<'a>(&self, slot: Slot<'a, str>) -> Written<'a> {
        let _inside = context! { conversion = true }.enter();
        log(self.0);
        slot.write("busy")
    }
}

#[test]
fn a_conversion_may_log_where_a_context_is_made_and_enter_contexts_where_an_event_is() {
    let (logger, memory) = memory_logger();
    let _outer = context! { outer = 1 }.enter();
    // Made outside of a log call: the conversion's own event is written.
    let _made = context! { value = Busy(&logger) }.enter();
    // Inside of one it is counted, and what it entered is left again.
    log_event!(logger: logger, info, "event", value = Busy(&logger));
    logger.flush().unwrap();
    let lines = lines_of(&memory);
    // Beside the report of the loss, which is nobody's request.
    let (own, reports): (Vec<&Value>, Vec<&Value>) =
        lines.iter().partition(|line| line["message"] == "event");
    let seen: Vec<&Value> = own.iter().map(|line| &line["context"]).collect();
    assert_eq!(seen, [&json!({"outer": 1, "conversion": true}), &json!({"outer": 1, "value": "busy"})]);
    assert!(
        reports.iter().all(|report| report.get("context").is_none()) && reports.len() == 1,
        "{reports:?}"
    );
    assert_eq!(logger.stats().lost, [(blackbar::Cause::Reentrant, 1)]);
}

/// Enters and leaves contexts when the thread's locals are torn down.
struct AtTheEnd(Context, #[allow(dead_code, reason = "dropped last")] Option<ContextGuard>);

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        let inside = self.0.enter();
        let current = format!("{:?}", Context::current());
        drop(inside);
        SEEN.lock().unwrap().push(current);
    }
}

static SEEN: std::sync::Mutex<Vec<String>> = std::sync::Mutex::new(Vec::new());

thread_local! {
    static AT_THE_END: RefCell<Option<AtTheEnd>> = const { RefCell::new(None) };
}

#[test]
fn contexts_work_to_the_very_end_of_a_thread() {
    on_thread("ends", || {
        let guard = context! { forgotten = 1 }.enter();
        AT_THE_END.set(Some(AtTheEnd(context! { last = 2 }, Some(guard))));
    });
    assert_eq!(*SEEN.lock().unwrap(), [r#"{"forgotten", "last"}"#]);
}

#[test]
fn a_forgotten_guard_leaves_its_context_to_the_rest_of_the_thread_and_to_no_other() {
    let seen = contexts(|logger| {
        std::thread::scope(|scope| {
            scope.spawn(|| {
                std::mem::forget(context! { forgotten = 1 }.enter());
                context! { more = 2 }.run(|| log(logger));
                log(logger);
            });
        });
        log(logger);
    });
    assert_eq!(seen, [json!({"forgotten": 1, "more": 2}), json!({"forgotten": 1}), Value::Null]);
}

#[test]
fn debug_shows_the_keys_that_are_shown_and_no_values() {
    let context = context! { user = "s3cret", step = 1 }.and(context! { user = "s3cret" });
    assert_eq!(format!("{context:?}"), r#"{"step", "user"}"#);
    assert_eq!(format!("{:?}", Context::empty()), "{}");
}
