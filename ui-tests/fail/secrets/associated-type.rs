//! A type that another type names.
use blackbar::{LogEvent, Secret};

trait Store {
    type Entry;
}

struct Vault;

impl Store for Vault {
    type Entry = Secret<String>;
}

#[derive(LogEvent)]
struct Login {
    entry: <Vault as Store>::Entry,
}

fn main() {}
