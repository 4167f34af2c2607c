//! A level is a word.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(level = "info")]
struct Login;

fn main() {}
