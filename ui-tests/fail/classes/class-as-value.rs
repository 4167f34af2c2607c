//! A field has its class as a word.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(class = pii)]
    note: String,
}

fn main() {}
