//! A type has its class after `class =`.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(pii)]
struct Login {
    note: String,
}

fn main() {}
