//! Two dispositions on one field.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(skip, redact)]
    user: u64,
}

fn main() {}
