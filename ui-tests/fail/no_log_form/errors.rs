//! The text of an error may quote what it failed on.
use blackbar::LogEvent;
use std::error::Error;

#[derive(LogEvent)]
struct Failed {
    io: std::io::Error,
    parse: std::num::ParseIntError,
    boxed: Box<dyn Error + Send + Sync>,
    any: anyhow::Error,
    outcome: Result<u64, std::fmt::Error>,
}

fn main() {}
