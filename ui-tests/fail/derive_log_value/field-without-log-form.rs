//! Bytes behind a pointer have no log form.
use blackbar::LogValue;

#[derive(LogValue)]
enum Payload {
    Raw(*const u8),
    Text(String),
}

fn main() {}
