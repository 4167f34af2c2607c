//! Nothing is evaluated for an event that nobody wants.
//!
//! On its own: a call site is on while any logger of the process wants it, and other tests have loggers that want all.

#![allow(clippy::expect_used, reason = "a test ends at the first surprise")]

use std::cell::Cell;

use blackbar::{LogEvent, Logger, Memory, debug, enabled, log_event};

#[derive(LogEvent)]
#[log(level = debug)]
struct Counted {
    number: u64,
}

/// Calls of both forms, each of which adds one where its argument is evaluated.
fn evaluations() -> u64 {
    let evaluated = Cell::new(0);
    let count = || {
        evaluated.set(evaluated.get() + 1);
        evaluated.get()
    };
    log_event!(Counted { number: count() });
    log_event!(debug, "x", number = count());
    debug!("x", number = count());
    debug!(
        "x",
        #[log(mask(last = 4))]
        masked = count(),
        #[log(with = u64::to_string)]
        made = count(),
    );
    evaluated.get()
}

#[test]
fn arguments_of_unwanted_events_are_not_evaluated() {
    assert_eq!(evaluations(), 0, "without a logger");
    let logger =
        Logger::builder().fixed_filter("info").sink(Memory::new()).build().expect("a logger into memory");
    let _scope = logger.scope();
    assert_eq!(evaluations(), 0, "below the filter");
    assert!(!enabled!(debug) && !enabled!(Counted) && enabled!(info));
    logger.set_filter("debug").expect("a valid filter");
    assert_eq!(evaluations(), 5, "after the filter changed");
}
