//! Flattened events have no form of their own.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Inner;

#[derive(LogEvent)]
#[log(message = "{inner}")]
struct Outer {
    #[log(flatten)]
    inner: Inner,
}

fn main() {}
