//! The hash comes from the class.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(mask(pan))]
    card: String,
    #[log(pii)]
    card_number: String,
}

fn main() {}
