//! A token of a type that is not known.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login<T: blackbar::LogValue> {
    token: T,
}

fn main() {}
