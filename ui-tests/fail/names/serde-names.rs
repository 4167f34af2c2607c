//! serde's names count too.
#![allow(unused)]
use blackbar::LogEvent;
use serde::Serialize;

#[derive(LogEvent, Serialize)]
struct Login {
    #[serde(rename = "password")]
    field_7: String,
    #[serde(rename(serialize = "pwd"), default)]
    field_8: String,
}

fn main() {}
