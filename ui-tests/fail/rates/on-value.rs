//! A rate on a value: only events are counted.
use blackbar::LogValue;

#[derive(LogValue)]
#[log(sample = 10)]
struct Polled {
    queue: u64,
}

fn main() {}
