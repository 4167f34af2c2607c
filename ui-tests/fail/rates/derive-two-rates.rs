//! Two rates on one type.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(sample = 10, once)]
struct Polled {
    queue: u64,
}

fn main() {}
