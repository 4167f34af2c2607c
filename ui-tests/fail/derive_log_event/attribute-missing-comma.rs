//! Two words without a comma.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(redact doc = "billing")]
    user: u64,
}

fn main() {}
