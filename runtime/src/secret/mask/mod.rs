//! `#[log(mask(…))]`: a part of a text.
//!
//! Each mask is a file with one function, which writes what the mask shows, or nothing and returns `None` where the text is
//! not what the mask is for. They count characters and never cut one; none of them allocates.

mod email;
mod ends;
mod ip;
mod pan;
#[cfg(test)]
mod tests;

use core::fmt;

use super::{Mask, MaskInput, Redacted};
use crate::value::{LogValue, Shape, Slot, ValueWriter, Written};

/// What a field under `#[log(mask(…))]` puts into a record: the part of its text that the mask shows.
pub struct Masked<'v, T: ?Sized> {
    value: &'v T,
    mask: Mask,
}

impl<'v, T: ?Sized> Masked<'v, T> {
    /// What `mask` shows of `value`; `null` for an absent `Option`.
    #[inline]
    pub const fn new(value: &'v T, mask: Mask) -> Self {
        Self { value, mask }
    }
}

impl<T: MaskInput + ?Sized> LogValue for Masked<'_, T> {
    type Form = Self;
    const SHAPE: &'static Shape = super::text::OPTIONAL_TEXT;
    // What can be masked is of a known type, so that no code of the user runs.
    const LEAF: bool = true;

    fn log<'a>(&self, slot: Slot<'a, Self>) -> Written<'a> {
        slot.write(self)
    }

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        self.value.masked(self.mask, writer);
    }
}

impl<T: ?Sized> fmt::Debug for Masked<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Masked").field(&self.mask).finish()
    }
}

/// Stands for what is hidden, however much that is.
const STARS: &str = "******";

/// Appends what `mask` shows of `text`, as an `Option<str>` that is there.
pub(super) fn write(text: &str, mask: Mask, writer: &mut ValueWriter<'_>) {
    writer.fixed([1]);
    let shown = match mask {
        Mask::Last(last) => ends::write(text, 0, last, writer),
        Mask::Ends { first, last } => ends::write(text, first, last, writer),
        Mask::Email => email::write(text, writer),
        Mask::Pan => pan::write(text, writer),
        Mask::Ip => ip::write(text, writer),
    };
    if shown.is_none() {
        writer.text(Redacted::PLACEHOLDER);
    }
}
