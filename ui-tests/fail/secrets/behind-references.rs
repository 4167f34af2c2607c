//! References and boxes, several deep.
use blackbar::{LogEvent, Secret};

#[derive(LogEvent)]
struct Login<'a> {
    notes: Vec<Box<&'a mut &'a Secret<String>>>,
}

fn main() {}
