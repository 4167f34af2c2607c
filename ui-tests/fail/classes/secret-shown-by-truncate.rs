//! A secret is not shown, not even its start.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(secret, truncate(4))]
    note: String,
}

fn main() {}
