//! A secret is not shown through a function either.
use blackbar::LogEvent;

fn shown(note: &str) -> usize {
    note.len()
}

#[derive(LogEvent)]
struct Login {
    #[log(secret, with = shown)]
    note: String,
}

fn main() {}
