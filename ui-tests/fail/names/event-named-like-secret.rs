//! The name of an event says what a bland field is.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct UserPassword {
    value: String,
}

fn main() {}
