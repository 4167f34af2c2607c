//! Which events get where: directives with conditions on fields, filters of sinks, levels of calls. All through the public
//! API.

#![deny(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test ends at the first surprise, and has deadlines"
)]

mod decision;
mod fields;
mod levels;
mod secrets;
mod sinks;

use blackbar::{Logger, Memory};
use blackbar_tests::{lines_of, texts};

/// What `number` fields came since the last look.
fn numbers(logger: &Logger, memory: &Memory) -> Vec<u64> {
    logger.flush().unwrap();
    let lines = lines_of(memory);
    memory.clear();
    lines.iter().filter_map(|line| line["number"].as_u64()).collect()
}

/// The messages that came since the last look.
fn messages(logger: &Logger, memory: &Memory) -> Vec<String> {
    logger.flush().unwrap();
    let lines = lines_of(memory);
    memory.clear();
    texts(&lines, "message")
}
