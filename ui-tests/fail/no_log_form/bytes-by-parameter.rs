//! A collection of anything may be one of bytes.
use blackbar::{LogEvent, LogValue};

#[derive(LogEvent)]
struct Listed<T: LogValue> {
    items: Vec<T>,
}

fn main() {}
