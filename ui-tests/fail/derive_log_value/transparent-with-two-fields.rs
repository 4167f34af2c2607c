//! `transparent` wants one field.
use blackbar::LogValue;

#[derive(LogValue)]
#[log(transparent)]
struct Point {
    x: u64,
    y: u64,
}

fn main() {}
