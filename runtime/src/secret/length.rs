//! `#[log(len)]`: how long a value is.

use super::LenInput;
use crate::value::{LogValue, Shape, Slot, ValueWriter, Written};

/// What a field under `#[log(len)]` puts into a record: its length, and nothing else of it.
#[derive(Clone, Copy)]
pub struct Length(Option<u64>);

impl Length {
    /// The length of `value`; `null` for an absent `Option`.
    #[inline]
    pub fn new<T: LenInput + ?Sized>(value: &T) -> Self {
        Self(value.length())
    }
}

impl LogValue for Length {
    type Form = Self;
    const SHAPE: &'static Shape = <Option<u64> as LogValue>::SHAPE;
    const LEAF: bool = true;

    fn log<'a>(&self, slot: Slot<'a, Self>) -> Written<'a> {
        slot.write(self)
    }

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        self.0.encode_value(writer);
    }
}

impl core::fmt::Debug for Length {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Length")
    }
}
