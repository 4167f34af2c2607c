//! An outcome that carries one.
use blackbar::{LogEvent, Secret};

#[derive(LogEvent)]
struct Login {
    outcome: Result<u64, Secret<String>>,
}

fn main() {}
