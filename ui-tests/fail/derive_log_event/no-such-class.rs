//! A class that does not exist.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(class = personal)]
struct Login;

fn main() {}
