//! The path of a crate is no string.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(crate = "blackbar")]
struct Login;

fn main() {}
