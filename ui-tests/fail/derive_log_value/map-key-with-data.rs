//! An enum with data is no key of a map.
use blackbar::LogValue;

use std::collections::HashMap;

#[derive(LogValue, PartialEq, Eq, Hash)]
enum Key {
    Number(u64),
}

#[derive(LogValue)]
struct Table {
    rows: HashMap<Key, u64>,
}

fn main() {}
