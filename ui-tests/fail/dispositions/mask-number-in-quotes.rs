//! A number of characters is a number.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(mask(last = "4"))]
    note: String,
}

fn main() {}
