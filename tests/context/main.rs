//! The request context, through the public API: threads, futures, what is written of it, and that nothing of it gets lost
//! or goes to the wrong event.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends at the first surprise"
)]

mod futures;
mod guards;
mod layouts;
mod merging;
mod stress;

use blackbar::{Logger, Memory, log_event};
use blackbar_tests::{DEADLINE, lines_of, logger};
use serde_json::Value;

/// A logger that writes to memory, and the memory.
fn memory_logger() -> (Logger, Memory) {
    let memory = Memory::new();
    let logger = logger()
        .hash_key(7, *b"nobody can guess these 32 bytes!")
        .flush_timeout(DEADLINE)
        .sink(memory.clone())
        .build()
        .unwrap();
    (logger, memory)
}

/// What each event that `run` logs has as its context, `null` for none.
fn contexts(run: impl FnOnce(&Logger)) -> Vec<Value> {
    let (logger, memory) = memory_logger();
    run(&logger);
    logger.flush().unwrap();
    lines_of(&memory).into_iter().map(|mut line| line["context"].take()).collect()
}

/// An event that says nothing.
fn log(logger: &Logger) {
    log_event!(logger: logger, info, "event");
}
