//! A reason for nothing.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(redact, allow = "title of the form")]
    password: String,
}

fn main() {}
