//! `has_password` is no question if it is a text.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    has_password: String,
}

fn main() {}
