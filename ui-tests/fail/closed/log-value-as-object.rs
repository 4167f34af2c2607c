//! There is no object behind which any value could stand.
use blackbar::{LogEvent, LogValue};

#[derive(LogEvent)]
struct Login<'a> {
    note: &'a dyn LogValue,
}

fn main() {}
