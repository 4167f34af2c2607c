//! A limit on the type without a unit.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(limit = "100")]
struct Polled {
    queue: u64,
}

fn main() {}
