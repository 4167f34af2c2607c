//! A new name hides the old one.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(rename = "note")]
    password: String,
}

fn main() {}
