//! A name under which serde reads a field.
use blackbar::LogEvent;
use serde::Deserialize;

#[derive(LogEvent, Deserialize)]
struct Login {
    #[serde(alias = "passwd")]
    note: String,
}

fn main() {}
