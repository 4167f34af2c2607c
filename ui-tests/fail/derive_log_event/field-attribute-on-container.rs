//! A word for fields above the struct.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(redact)]
struct Login {
    user: u64,
}

fn main() {}
