//! A class takes no value.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(pii(email))]
    note: String,
}

fn main() {}
