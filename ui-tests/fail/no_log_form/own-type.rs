//! A type of one's own is not loggable until it says so, with Debug and Display and all.
use blackbar::LogEvent;

#[derive(Debug, Clone, PartialEq)]
struct Address {
    street: String,
}

#[derive(LogEvent)]
struct Moved {
    to: Address,
}

fn main() {}
