//! A key of the flattened event is already there.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Inner {
    id: u64,
}

#[derive(LogEvent)]
struct Outer {
    id: u64,
    #[log(flatten)]
    inner: Inner,
}

fn main() {}
