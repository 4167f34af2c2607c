//! A field has one class.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(pii, secret)]
    note: String,
}

fn main() {}
