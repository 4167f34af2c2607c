//! What `Debug` prints no rule covers.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(debug)]
    note: String,
}

fn main() {}
