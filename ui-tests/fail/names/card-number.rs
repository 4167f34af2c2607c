//! The ways out fit the kind.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Payment {
    card_number: String,
    iban: String,
}

fn main() {}
