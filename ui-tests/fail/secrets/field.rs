//! A secret as it is.
use blackbar::{LogEvent, Secret};

#[derive(LogEvent)]
struct Login {
    user_id: u64,
    note: Secret<String>,
}

fn main() {}
