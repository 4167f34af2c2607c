//! A Cyrillic letter.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(redact)]
    pаssword: String,
}

fn main() {}
