//! A mask says what it leaves to be seen.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(mask)]
    note: String,
}

fn main() {}
