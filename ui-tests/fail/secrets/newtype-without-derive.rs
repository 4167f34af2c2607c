//! A wrapper is not loggable because it wraps.
use blackbar::{LogEvent, Secret};

struct Nickname(Secret<String>);

#[derive(LogEvent)]
struct Login {
    name: Nickname,
}

fn main() {}
