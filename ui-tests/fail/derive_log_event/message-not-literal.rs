//! A message from a constant.
use blackbar::LogEvent;

const MESSAGE: &str = "paid";

#[derive(LogEvent)]
#[log(message = MESSAGE)]
struct Paid;

fn main() {}
