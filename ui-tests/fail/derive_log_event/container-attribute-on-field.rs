//! A word for the whole event on a field.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(level = info)]
    user: u64,
}

fn main() {}
