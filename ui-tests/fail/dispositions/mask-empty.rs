//! Parentheses without a word.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(mask())]
    note: String,
}

fn main() {}
