//! A new name that is sensitive itself.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(rename = "password")]
    field_7: String,
}

fn main() {}
