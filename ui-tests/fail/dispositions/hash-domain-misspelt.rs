//! A misspelt word in parentheses.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(hash(domian = "user"))]
    note: String,
}

fn main() {}
