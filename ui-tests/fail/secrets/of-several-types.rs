//! All of them in one compile, each at its own field.
use blackbar::{LogEvent, Secret};

#[derive(LogEvent)]
struct Login {
    first: Secret<String>,
    between: u64,
    second: Secret<[u8; 32]>,
}

fn main() {}
