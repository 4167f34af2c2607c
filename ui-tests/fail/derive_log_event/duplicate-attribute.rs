//! A word that is given twice.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(name = "login")]
#[log(name = "user.login")]
struct Login;

fn main() {}
