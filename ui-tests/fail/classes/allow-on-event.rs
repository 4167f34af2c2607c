//! A reason is given for a field.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(allow = "only a test account")]
struct Login {
    note: String,
}

fn main() {}
