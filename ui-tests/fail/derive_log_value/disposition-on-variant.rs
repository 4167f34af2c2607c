//! A disposition belongs on a field.
use blackbar::LogValue;

#[derive(LogValue)]
enum State {
    #[log(redact)]
    Busy(u64),
    Idle,
}

fn main() {}
