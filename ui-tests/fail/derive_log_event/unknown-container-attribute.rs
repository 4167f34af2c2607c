//! A misspelt word on the whole event.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(mesage = "logged in")]
struct Login;

fn main() {}
