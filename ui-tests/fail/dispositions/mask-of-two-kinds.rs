//! Two forms of one mask.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(mask(email, pan))]
    note: String,
}

fn main() {}
