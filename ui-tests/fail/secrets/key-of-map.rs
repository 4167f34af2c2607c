//! A key is written as well as its value.
use blackbar::{LogEvent, Secret};
use std::collections::HashMap;

#[derive(LogEvent)]
struct Login {
    attempts: HashMap<Secret<String>, u64>,
}

fn main() {}
