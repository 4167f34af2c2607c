//! `#[log(redact)]`: a placeholder that tells whether there was a value and nothing of it.

use crate::value::{LogValue, Shape, Slot, ValueWriter, Written};

/// What a redacted field puts into a record: one byte, present or absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Redacted {
    present: bool,
}

impl Redacted {
    /// What stands in a log line in place of the value.
    pub const PLACEHOLDER: &'static str = "[redacted]";
    /// A value that is there; what it is was not looked at.
    pub const PRESENT: Self = Self { present: true };

    /// A field that is there unless it is an absent `Option`.
    #[must_use]
    #[inline]
    pub const fn unless(absent: bool) -> Self {
        Self { present: !absent }
    }
}

impl LogValue for Redacted {
    type Form = Self;
    const SHAPE: &'static Shape = &Shape::Redacted;
    const LEAF: bool = true;

    fn log<'a>(&self, slot: Slot<'a, Self>) -> Written<'a> {
        slot.write(self)
    }

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.fixed([u8::from(self.present)]);
    }
}

/// A field of any type, asked whether it is an absent `Option`.
///
/// `(&&Probed(&field)).absent()` picks [`ProbeOption`] where the type is an `Option`, seen through aliases and without any
/// bound on it, and [`ProbeAny`] elsewhere: the compiler tries fewer automatic references first.
#[derive(Debug)]
pub struct Probed<'a, T: ?Sized>(pub &'a T);

/// The answer for an `Option`.
pub trait ProbeOption {
    /// Whether it is `None`.
    fn absent(&self) -> bool;
}

impl<T> ProbeOption for &Probed<'_, Option<T>> {
    #[inline]
    fn absent(&self) -> bool {
        self.0.is_none()
    }
}

/// The answer for everything else.
pub trait ProbeAny {
    /// Always `false`: such a value is there.
    fn absent(&self) -> bool;
}

impl<T: ?Sized> ProbeAny for Probed<'_, T> {
    #[inline]
    fn absent(&self) -> bool {
        false
    }
}
