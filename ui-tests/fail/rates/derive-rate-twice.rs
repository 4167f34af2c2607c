//! One rate twice on one type.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(once, once)]
struct Polled {
    queue: u64,
}

fn main() {}
