//! A reason of one word.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(allow = "fine")]
    password: String,
}

fn main() {}
