//! A type that nobody knows yet.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Loaded<S: Iterator> {
    entry: S::Item,
}

fn main() {}
