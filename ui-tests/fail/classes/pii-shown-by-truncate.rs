//! A part of it tells as much.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(pii, truncate(4))]
    note: String,
}

fn main() {}
