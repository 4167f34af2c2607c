//! A misspelt form is answered with the right one.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(mask(emial))]
    note: String,
}

fn main() {}
