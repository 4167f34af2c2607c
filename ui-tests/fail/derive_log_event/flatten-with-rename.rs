//! The fields inside keep their own keys.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Inner;

#[derive(LogEvent)]
struct Outer {
    #[log(flatten, rename = "inside")]
    inner: Inner,
}

fn main() {}
