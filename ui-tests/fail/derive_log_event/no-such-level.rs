//! A level of another library.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(level = warning)]
struct Login;

fn main() {}
