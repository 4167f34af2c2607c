//! What `Display` prints no rule covers.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(display)]
    note: String,
}

fn main() {}
