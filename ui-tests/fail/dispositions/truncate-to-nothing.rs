//! A text of no characters is no text.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(truncate(0))]
    note: String,
}

fn main() {}
