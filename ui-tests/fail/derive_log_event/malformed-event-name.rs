//! An event name in another style.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(name = "Payment/Authorized")]
struct PaymentAuthorized;

fn main() {}
