//! A secret that may be absent; the message is about what is inside.
use blackbar::{LogEvent, Secret};

#[derive(LogEvent)]
struct Login {
    note: Option<Secret<String>>,
}

fn main() {}
