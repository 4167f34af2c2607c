//! A type of one's own, and a whole family of them, by naming what they are written as.
#![deny(warnings)]
use blackbar::{LogEvent, LogValue, Slot, Written, log_event};
use std::fmt::Display;
use std::marker::PhantomData;

struct Host(String);

impl LogValue for Host {
    type Form = str;
    fn log<'a>(&self, slot: Slot<'a, str>) -> Written<'a> {
        slot.write(self.0.trim_end_matches('.'))
    }
}

struct Shown<T>(T);

impl<T: Display> LogValue for Shown<T> {
    type Form = String;
    fn log<'a>(&self, slot: Slot<'a, String>) -> Written<'a> {
        slot.write(&self.0.to_string())
    }
}

#[derive(LogEvent)]
struct Resolved<T> {
    host: Host,
    took: Shown<f32>,
    #[log(skip)]
    unit: PhantomData<T>,
}

pub(crate) fn main() {
    log_event!(Resolved {
        host: Host("a.b.".into()),
        took: Shown(0.5),
        unit: PhantomData::<blackbar::Secret<u64>>
    });
    log_event!(info, "resolved", host = Host("a.b.".into()), took = Shown("fast"));
}
