//! A word that takes nothing.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(len(4))]
    note: String,
}

fn main() {}
