//! The secrets of the `secrecy` crate have none either.
use blackbar::LogEvent;
use secrecy::{SecretBox, SecretString};

#[derive(LogEvent)]
struct Login {
    name: SecretString,
    entry: Option<SecretBox<u64>>,
}

fn main() {}
