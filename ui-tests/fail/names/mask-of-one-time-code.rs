//! Two of six digits.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(mask(last = 2))]
    otp: String,
}

fn main() {}
