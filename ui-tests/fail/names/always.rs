//! A password, whatever its type.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    user_id: u64,
    password: String,
}

fn main() {}
