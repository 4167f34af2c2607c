//! The parts of a tuple have no keys.
use blackbar::LogValue;

#[derive(LogValue)]
struct Point(#[log(rename = "x")] u64, u64);

fn main() {}
