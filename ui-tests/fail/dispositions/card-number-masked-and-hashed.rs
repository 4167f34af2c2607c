//! Together they give the number away.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(mask(pan))]
    card: String,
    #[log(hash)]
    card_number: String,
}

fn main() {}
