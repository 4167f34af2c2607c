//! Only events flatten.
use blackbar::LogValue;

#[derive(LogValue)]
struct Inner {
    x: u64,
}

#[derive(LogValue)]
struct Outer {
    #[log(flatten)]
    inner: Inner,
}

fn main() {}
