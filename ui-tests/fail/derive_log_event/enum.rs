//! An enum is no event.
use blackbar::LogEvent;

#[derive(LogEvent)]
enum Login {
    Ok,
    Failed,
}

fn main() {}
