//! A placeholder that is misspelt.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(message = "{amout} paid")]
struct Paid {
    amount: u64,
}

fn main() {}
