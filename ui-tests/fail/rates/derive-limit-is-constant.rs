//! A limit on the type that is an expression.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(limit = LIMIT)]
struct Polled {
    queue: u64,
}

fn main() {}
