//! serde's name of a variant.
use blackbar::LogValue;
use serde::Serialize;

#[derive(LogValue, Serialize)]
enum Login {
    #[serde(rename = "password")]
    First(String),
}

fn main() {}
