//! A reason is given for a field.
use blackbar::LogValue;

#[derive(LogValue)]
#[log(class = pii, allow = "only a test account")]
struct Login {
    note: String,
}

fn main() {}
