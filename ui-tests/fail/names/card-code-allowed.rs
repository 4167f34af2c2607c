//! No reason opens a card code.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Payment {
    #[log(allow = "only a test card")]
    card_security_code: u16,
}

fn main() {}
