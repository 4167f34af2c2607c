//! The same for fields without a name.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct CardNumber(String);

fn main() {}
