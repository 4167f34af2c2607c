//! A level is a word, and so is the path of a crate.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(level = "info")]
struct Login;

#[derive(LogEvent)]
#[log(crate = "blackbar")]
struct Logout;

fn main() {}
