//! Captures in captures, in helpers, and in tests that fail.

use std::thread;

use blackbar::{LogEvent, Logger, Memory, log_event, test};

use crate::{UserLogin, UserLogout};

#[derive(LogEvent)]
struct Step {
    number: u64,
}

#[test]
fn an_inner_capture_has_what_comes_while_it_lives() {
    let outer = test::capture();
    log_event!(Step { number: 1 });
    let inner = test::capture();
    log_event!(Step { number: 2 });
    if inner.follows_threads() {
        thread::spawn(|| log_event!(Step { number: 3 })).join().unwrap();
        inner.of::<Step>().with("number", 3).assert_one();
    }
    inner.of::<Step>().with("number", 2).assert_one();
    drop(inner);
    log_event!(Step { number: 4 });
    if outer.follows_threads() {
        thread::spawn(|| log_event!(Step { number: 5 })).join().unwrap();
        outer.of::<Step>().with("number", 5).assert_one();
    }
    outer.in_order().then_matching("one", |event| event.assert_field("number", 1).number() == 0);
    outer.of::<Step>().with("number", 4).assert_one();
    outer.of::<Step>().with("number", 2).assert_none();
    outer.of::<Step>().with("number", 3).assert_none();
}

#[test]
fn a_capture_that_replaces_another_one_in_its_variable_is_in_force() {
    let mut captured = test::capture();
    log_event!(Step { number: 1 });
    captured.assert_one::<Step>();
    // The new one begins before the old one ends.
    captured = test::capture();
    log_event!(Step { number: 2 });
    if captured.follows_threads() {
        thread::spawn(|| log_event!(Step { number: 3 })).join().unwrap();
        captured.of::<Step>().with("number", 3).assert_one();
    }
    captured.of::<Step>().with("number", 2).assert_one();
    captured.of::<Step>().with("number", 1).assert_none();
}

#[test]
fn two_captures_one_after_the_other_have_their_own_events() {
    for number in 0..3 {
        let captured = test::capture();
        log_event!(Step { number });
        assert_eq!(captured.assert_one::<Step>().field("number").unwrap(), number);
    }
}

#[test]
fn a_helper_may_begin_the_capture() {
    fn logged_in() -> test::Captured {
        let captured = test::capture();
        log_event!(UserLogin { user_id: 1, method: "by the helper" });
        captured
    }
    let captured = logged_in();
    log_event!(UserLogout { user_id: 1 });
    captured.in_order().then::<UserLogin>().then::<UserLogout>();
}

#[test]
fn a_test_that_panics_gives_the_thread_back() {
    let before = test::capture();
    let panicked = std::panic::catch_unwind(|| {
        let _captured = test::capture();
        log_event!(Step { number: 1 });
        panic!("as tests do");
    });
    panicked.unwrap_err();
    log_event!(Step { number: 2 });
    before.assert_one::<Step>().assert_field("number", 2);
}

#[test]
fn the_logger_that_is_nearest_gets_the_event() {
    let memory = Memory::new();
    let logger = Logger::builder().fixed_filter("trace").sink(memory.clone()).build().unwrap();
    let outer = logger.scope();
    let captured = test::capture();
    log_event!(Step { number: 1 });
    {
        let _scope = logger.scope();
        log_event!(Step { number: 2 });
    }
    log_event!(logger: logger, Step { number: 3 });
    log_event!(Step { number: 4 });
    let numbers: Vec<_> =
        captured.all().iter().map(|event| event.field("number").cloned().unwrap()).collect();
    assert_eq!(numbers, [1, 4]);
    drop(captured);
    log_event!(Step { number: 5 });
    drop(outer);
    logger.flush().unwrap();
    let lines = memory.lines();
    assert_eq!(lines.len(), 3, "{lines:?}");
    for (line, number) in lines.iter().zip([2, 3, 5]) {
        assert!(line.contains(&format!(r#""number":{number}"#)), "{line}");
    }
}

#[test]
fn a_scope_of_another_logger_hands_no_mark_on_that_it_did_not_have() {
    // A logger made in the test has a thread of its own, which was started by the test.
    let captured = test::capture();
    let logger = Logger::builder().sink(Memory::new()).build().unwrap();
    log_event!(logger: logger, warn, "elsewhere");
    drop(logger);
    captured.assert_empty();
}
