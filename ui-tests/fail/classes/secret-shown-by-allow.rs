//! No reason opens a secret.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(secret, allow = "only a test account")]
    note: String,
}

fn main() {}
