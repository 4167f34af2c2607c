//! A rate on a field.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Polled {
    #[log(limit = "1/s")]
    queue: u64,
}

fn main() {}
