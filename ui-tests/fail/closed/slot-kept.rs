//! What stands for a written value comes from a slot, and a slot is used once.
use blackbar::{LogValue, Slot, Written};

struct Twice;

impl LogValue for Twice {
    type Form = str;
    fn log<'a>(&self, slot: Slot<'a, str>) -> Written<'a> {
        let _first = slot.write("x");
        slot.write("y")
    }
}

struct Never;

impl LogValue for Never {
    type Form = str;
    fn log<'a>(&self, _slot: Slot<'a, str>) -> Written<'a> {
        Written
    }
}

fn main() {}
