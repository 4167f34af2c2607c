//! A name for serde does not hide the one in the source.
#![allow(unused)]
use blackbar::LogEvent;
use serde::Deserialize;

#[derive(LogEvent, Deserialize)]
struct Login {
    #[serde(rename = "note")]
    password: String,
    kept: u64,
}

fn main() {}
