//! `sample`, `limit` and `once`, on the type and before the call.

use std::cell::Cell;

use blackbar::{LogEvent, Memory, info, log_event};
use blackbar_tests::{lines_of, logger};

use crate::{alone, logged, number, sum};

#[test]
fn sample_logs_the_first_and_then_every_nth_and_says_how_many_were_not() {
    let lines = logged(|| (0..25_u64).for_each(|at| info!(sample: 10, "step", at)));
    let seen: Vec<_> = lines.iter().map(|line| (number(line, "at"), number(line, "suppressed"))).collect();
    assert_eq!(seen, [(0, 0), (10, 9), (20, 9)]);
    assert!(lines[0].get("suppressed").is_none(), "nothing was suppressed before it");
}

#[test]
fn a_limit_logs_as_many_as_it_says() {
    let lines = logged(|| (0..1_000_u64).for_each(|at| log_event!(limit: "10/h", info, "step", at)));
    let seen: Vec<_> = lines.iter().map(|line| number(line, "at")).collect();
    assert_eq!(seen, (0..10).collect::<Vec<_>>());
    assert_eq!(sum(&lines, "suppressed"), 0);
}

#[test]
fn once_logs_the_first() {
    let lines = logged(|| {
        for at in 0..100_u64 {
            info!(once, "step", at);
            log_event!(once, info, "other", at);
        }
    });
    let seen: Vec<_> =
        lines.iter().map(|line| (number(line, "at"), line["message"].as_str().unwrap())).collect();
    assert_eq!(seen, [(0, "step"), (0, "other")]);
}

#[derive(LogEvent)]
#[log(name = "queue.read", sample = 5)]
struct QueueRead {
    at: u64,
}

#[derive(LogEvent)]
#[log(limit = "3/min")]
struct Refused<'a> {
    at: &'a u64,
}

#[derive(LogEvent)]
#[log(once)]
struct Started;

#[test]
fn a_rate_of_the_type_holds_for_all_its_calls_together() {
    let lines = logged(|| {
        for at in 0..10 {
            log_event!(QueueRead { at });
            log_event!(&QueueRead { at: 100 + at });
            log_event!(Refused { at: &at });
            log_event!(Refused { at: &at });
            log_event!(Started);
        }
    });
    let of = |event: &str| lines.iter().filter(|line| line["event"] == event).count();
    assert_eq!((of("queue.read"), of("refused"), of("started")), (4, 3, 1));
    let read: Vec<_> =
        lines.iter().filter(|line| line["event"] == "queue.read").map(|line| number(line, "at")).collect();
    assert_eq!(read, [0, 102, 5, 107]);
    assert_eq!(sum(&lines, "suppressed"), 12);
}

#[derive(LogEvent)]
#[log(once)]
struct Rare {
    at: u64,
}

#[test]
fn a_rate_of_the_call_goes_before_that_of_the_type() {
    let lines = logged(|| {
        for at in 0..10 {
            log_event!(sample: 2, Rare { at });
        }
        log_event!(Rare { at: 100 });
        log_event!(Rare { at: 101 });
    });
    let seen: Vec<_> = lines.iter().map(|line| number(line, "at")).collect();
    assert_eq!(seen, [0, 2, 4, 6, 8, 100]);
}

#[test]
fn rates_stand_among_the_other_prefixes_in_any_order() {
    let _alone = alone();
    let memory = Memory::new();
    let logger = logger().sink(memory.clone()).build().unwrap();
    for _ in 0..4 {
        log_event!(name: "a.first", sample: 2, logger: logger, target: "here", info, "x");
        log_event!(once, logger: logger, info, "y");
        log_event!(logger: logger, limit: "1_000/min", info, "z");
    }
    logger.flush().unwrap();
    let lines = lines_of(&memory);
    let of = |message: &str| lines.iter().filter(|line| line["message"] == message).count();
    assert_eq!((of("x"), of("y"), of("z")), (2, 1, 4));
    assert!(lines.iter().any(|line| line["event"] == "a.first" && line["target"] == "here"));
}

#[test]
fn once_alone_is_the_variable() {
    let once = Plain { at: 7 };
    assert_eq!(number(&logged(|| log_event!(once,))[0], "at"), 7);
}

#[derive(LogEvent)]
struct Plain {
    at: u64,
}

#[test]
fn what_is_suppressed_is_not_evaluated() {
    let evaluated = Cell::new(0);
    let count = || {
        evaluated.set(evaluated.get() + 1);
        evaluated.get()
    };
    let lines = logged(|| {
        for _ in 0..100 {
            info!(sample: 10, "x", at = count());
            log_event!(once, Plain { at: count() });
        }
    });
    assert_eq!((lines.len(), evaluated.get()), (11, 11));
}

#[test]
fn question_mark_and_await_work_under_a_rate() {
    fn parse(text: &str) -> Option<u64> {
        log_event!(once, Plain { at: text.parse().ok()? });
        Some(1)
    }
    let lines = logged(|| {
        assert_eq!(parse("x"), None, "the call was let through");
        assert_eq!(parse("x"), Some(1), "that was the one call");
        let mut future = std::pin::pin!(async {
            info!(sample: 3, "x", at = async { 7 }.await);
        });
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(future.as_mut().poll(&mut context).is_ready());
    });
    assert_eq!(lines.len(), 1);
}

fn log_generic<T: blackbar::LogValue>(value: T) {
    info!(sample: 4, "generic", value);
}

#[test]
fn a_generic_function_has_one_rate_for_all_its_types() {
    let lines = logged(|| {
        for _ in 0..4 {
            log_generic(1_u8);
            log_generic("text");
        }
    });
    assert_eq!(lines.len(), 2);
    assert_eq!(sum(&lines, "suppressed"), 3);
}

#[test]
fn the_count_goes_with_the_next_event_whichever_logger_gets_it() {
    let _alone = alone();
    let (one, other) = (Memory::new(), Memory::new());
    let first = logger().sink(one.clone()).build().unwrap();
    let second = logger().sink(other.clone()).build().unwrap();
    for at in 0..11_u64 {
        let logger = if at < 10 { &first } else { &second };
        info!(logger: logger, sample: 10, "x", at);
    }
    first.flush().unwrap();
    second.flush().unwrap();
    assert_eq!(sum(&lines_of(&one), "suppressed"), 0);
    assert_eq!(sum(&lines_of(&other), "suppressed"), 9);
}
