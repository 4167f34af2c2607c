//! What is evaluated, when, and how often.

use std::cell::{Cell, RefCell};

use blackbar::{LogEvent, Memory, enabled, log_event};
use blackbar_tests::logger;

use crate::{in_force, line, logged};

#[derive(LogEvent)]
#[log(level = debug)]
struct Counted {
    number: u64,
}

#[test]
fn arguments_are_evaluated_once_in_the_order_they_stand() {
    let order = RefCell::new(Vec::new());
    let note = |name: &'static str| {
        order.borrow_mut().push(name);
        name
    };
    let line = line(|| log_event!(info, "{b} {a} {b}", a = note("a"), b = note("b"), c = note("c")));
    assert_eq!(*order.borrow(), ["a", "b", "c"]);
    assert_eq!(line["message"], "b a b");
}

#[test]
fn redacted_and_skipped_arguments_are_never_evaluated() {
    let evaluated = Cell::new(false);
    let touch = || {
        evaluated.set(true);
        "hunter2"
    };
    line(|| {
        log_event!(
            info,
            "x",
            #[log(redact)]
            password = touch(),
            #[log(skip)]
            cvv = touch()
        )
    });
    assert!(!evaluated.get());
}

#[test]
fn question_mark_and_return_leave_the_function_without_an_event() {
    fn parse(text: &str) -> Option<u64> {
        log_event!(Counted { number: text.parse().ok()? });
        log_event!(
            info,
            "x",
            number = match text.len() {
                1 => 1,
                _ => return None,
            }
        );
        Some(1)
    }
    let lines = logged(|| {
        assert_eq!(parse("x"), None);
        assert_eq!(parse("12"), None);
        assert_eq!(parse("1"), Some(1));
    });
    assert_eq!(lines.len(), 3);
}

#[test]
fn places_are_borrowed_and_stay_the_callers() {
    struct User {
        name: String,
        title: Box<str>,
    }
    let user = User { name: String::from("abc"), title: "def".into() };
    let line = line(|| log_event!(info, "x", name = user.name, title = *user.title, part = user.name[1..]));
    assert_eq!(
        (line["name"].as_str(), line["title"].as_str(), line["part"].as_str()),
        (Some("abc"), Some("def"), Some("bc"))
    );
    drop(user);
}

#[test]
fn a_call_inside_of_an_argument_is_a_call_of_its_own() {
    let lines = logged(|| {
        log_event!(
            info,
            "outer",
            inner = {
                log_event!(info, "inner");
                1
            }
        );
    });
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["message"], &lines[1]["message"]), (&"inner".into(), &"outer".into()));
}

#[test]
fn enabled_answers_for_levels_and_types() {
    let logger = logger().sink(Memory::new()).build().unwrap();
    in_force(&logger, || {
        assert!(enabled!(trace));
        assert!(enabled!(target: "anything", critical));
        assert!(enabled!(Counted));
    });
}
