//! A limit of what.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(limit)]
struct Polled {
    queue: u64,
}

fn main() {}
