//! Nobody gives the secret of blackbar a log form.
use blackbar::{LogValue, Secret, Slot, Written};

struct Mine;

impl LogValue for Secret<String> {
    type Form = str;
    fn log<'a>(&self, slot: Slot<'a, str>) -> Written<'a> {
        self.expose(|text| slot.write(text))
    }
}

impl blackbar::NotText for Secret<Mine> {}

fn main() {}
