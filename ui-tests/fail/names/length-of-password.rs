//! A length is a hint.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(len)]
    password: String,
}

fn main() {}
