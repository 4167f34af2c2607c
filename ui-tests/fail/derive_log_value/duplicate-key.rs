//! Two fields that `rename_all` makes equal.
use blackbar::LogValue;

#[derive(LogValue)]
#[log(rename_all = "lowercase")]
struct Point {
    ab: u64,
    a_b: u64,
}

fn main() {}
