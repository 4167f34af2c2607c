//! Every way in which a secret could get into a log or be told from it, one test each; and that nothing turns a gate off.
//!
//! What must not compile is in `ui-tests`. The numbers after `L` are those of the list of leaks that the design began with.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test ends at the first surprise, and runs programs"
)]

mod configs;
mod errors;
mod hashes;
mod helpers;
mod injection;
mod keys;
mod masks;
mod panics;
mod placeholders;
#[path = "../canary/search/mod.rs"]
mod search;
mod switches;
mod urls;

use blackbar::{Builder, Logger, Memory};
use blackbar_tests::{lines_of, logger};
use serde_json::Value;

/// A logger with a key for hashes.
fn keyed() -> Builder {
    logger().hash_key(7, *b"nobody can guess these 32 bytes!")
}

/// The lines that `work` logs.
#[track_caller]
fn logged(work: impl FnOnce(&Logger)) -> Vec<Value> {
    let memory = Memory::new();
    let logger = keyed().sink(memory.clone()).build().unwrap();
    work(&logger);
    logger.flush().unwrap();
    lines_of(&memory)
}

/// The one line that `work` logs.
#[track_caller]
fn line(work: impl FnOnce(&Logger)) -> Value {
    let mut lines = logged(work);
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines.remove(0)
}
