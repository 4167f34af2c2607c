//! Handles of the system, and what has to be awaited or iterated first.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Seen {
    file: std::fs::File,
    thread: std::thread::ThreadId,
    variables: std::env::Vars,
    wait: std::future::Ready<u64>,
    range: std::ops::Range<u64>,
}

fn main() {}
