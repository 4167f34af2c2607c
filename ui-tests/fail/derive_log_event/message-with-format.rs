//! A format specification.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(message = "{amount:?} paid")]
struct Paid {
    amount: u64,
}

fn main() {}
