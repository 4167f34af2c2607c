//! A brace that opens nothing.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(message = "set {a, b")]
struct Paid {
    a: u64,
}

fn main() {}
