//! The parts of a tuple have no keys, whatever is written of them.
use blackbar::LogValue;

#[derive(LogValue)]
struct Pair(#[log(mask(last = 4), rename = "first")] String, u64);

fn main() {}
