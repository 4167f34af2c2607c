//! A placeholder without a name.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(message = "{} paid")]
struct Paid {
    amount: u64,
}

fn main() {}
