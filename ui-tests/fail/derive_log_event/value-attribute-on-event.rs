//! A word for values above an event.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(transparent)]
struct Login {
    user: u64,
}

fn main() {}
