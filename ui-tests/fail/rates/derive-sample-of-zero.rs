//! Every event out of none, on the type.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(sample = 0)]
struct Polled {
    queue: u64,
}

fn main() {}
