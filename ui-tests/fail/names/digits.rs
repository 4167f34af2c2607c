//! Where the digits are the secret, a number is no better than a text.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Payment {
    social_security_number: u64,
    otp: Option<u32>,
    pin: u16,
}

fn main() {}
