//! A card code may only be skipped.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Payment {
    #[log(redact)]
    cvv: u16,
}

fn main() {}
