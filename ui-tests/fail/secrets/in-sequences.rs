//! A tuple, an array, a slice: one among others is enough.
use blackbar::{LogEvent, Secret};

#[derive(LogEvent)]
struct Login<'a> {
    pair: (u64, Secret<String>),
    list: [Secret<u64>; 4],
    rest: &'a [Secret<char>],
}

fn main() {}
