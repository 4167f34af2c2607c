//! Bytes one deeper, and each of them perhaps.
use blackbar::LogEvent;
use std::num::NonZeroU8;

#[derive(LogEvent)]
struct Received {
    parts: Vec<[u8; 4]>,
    perhaps: Vec<Option<NonZeroU8>>,
}

fn main() {}
