//! A misspelt word is answered with the right one.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(redcat)]
    user: String,
}

fn main() {}
