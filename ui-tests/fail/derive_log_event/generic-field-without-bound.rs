//! A type parameter without a bound.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login<T> {
    user: T,
}

fn main() {}
