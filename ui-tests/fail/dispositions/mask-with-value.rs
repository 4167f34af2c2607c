//! A mask has its form in parentheses.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(mask = "pan")]
    note: String,
}

fn main() {}
