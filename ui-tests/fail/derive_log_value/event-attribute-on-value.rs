//! A word for events above a value.
use blackbar::LogValue;

#[derive(LogValue)]
#[log(level = info)]
struct Id(u64);

fn main() {}
