//! A reason for nothing.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(hash, allow = "only a test account")]
    note: String,
}

fn main() {}
