//! A raw identifier is the same name.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    r#apiKey: String,
    r#passwd: u64,
}

fn main() {}
