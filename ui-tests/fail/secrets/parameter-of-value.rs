//! A generic value of one's own, filled with a secret.
use blackbar::{LogEvent, LogValue, Secret};

#[derive(LogValue)]
struct Page<T: LogValue> {
    number: u64,
    items: Vec<T>,
}

#[derive(LogEvent)]
struct Listed {
    page: Page<Secret<String>>,
}

fn main() {}
