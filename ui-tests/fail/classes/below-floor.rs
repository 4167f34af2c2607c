//! A field cannot be less than the type around it.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(class = pii)]
struct Login {
    #[log(internal)]
    note: String,
}

fn main() {}
