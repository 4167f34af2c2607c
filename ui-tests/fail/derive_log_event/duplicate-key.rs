//! A key that another field was renamed to.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    user: u64,
    #[log(rename = "user")]
    account: u64,
}

fn main() {}
