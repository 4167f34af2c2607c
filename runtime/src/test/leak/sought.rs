//! What can be looked for.

use std::borrow::Cow;

use zeroize::Zeroize;

use crate::secret::Secret;

/// A value that [`assert_no_leak!`](crate::test::assert_no_leak) can look for: texts, bytes, integers, and
/// [`Secret`] of these.
///
/// For a type of your own, hand over what of it must not be logged: `user.address.street`.
#[diagnostic::on_unimplemented(
    message = "[BB036] `{Self}` cannot be looked for in what was logged",
    label = "this is no text, no bytes and no integer",
    note = "hand over what must not be logged, one value at a time: `assert_no_leak!(captured, user.street)`"
)]
pub trait Sought {
    /// Hands the value to `look`, in one of the ways in which it is looked for.
    #[doc(hidden)]
    fn seek<R>(&self, look: impl FnOnce(As<'_>) -> R) -> R;
}

/// How a value is looked for.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub enum As<'v> {
    Bytes(&'v [u8]),
    Number(u128),
}

macro_rules! bytes {
    ($($type:ty),*) => {
        $(impl Sought for $type {
            fn seek<R>(&self, look: impl FnOnce(As<'_>) -> R) -> R {
                look(As::Bytes(AsRef::<[u8]>::as_ref(self)))
            }
        })*
    };
}

bytes!(str, String, [u8], Vec<u8>, Box<[u8]>);

impl Sought for Box<str> {
    fn seek<R>(&self, look: impl FnOnce(As<'_>) -> R) -> R {
        look(As::Bytes(self.as_bytes()))
    }
}

impl Sought for Cow<'_, str> {
    fn seek<R>(&self, look: impl FnOnce(As<'_>) -> R) -> R {
        look(As::Bytes(self.as_bytes()))
    }
}

impl<const N: usize> Sought for [u8; N] {
    fn seek<R>(&self, look: impl FnOnce(As<'_>) -> R) -> R {
        look(As::Bytes(self))
    }
}

macro_rules! numbers {
    ($($type:ty: $magnitude:expr,)*) => {
        $(impl Sought for $type {
            fn seek<R>(&self, look: impl FnOnce(As<'_>) -> R) -> R {
                let magnitude: fn($type) -> u128 = $magnitude;
                look(As::Number(magnitude(*self)))
            }
        })*
    };
}

numbers! {
    u16: u128::from,
    u32: u128::from,
    u64: u128::from,
    u128: |number| number,
    usize: |number| number as u128,
    // The digits are the same, and they are looked for.
    i16: |number| number.unsigned_abs().into(),
    i32: |number| number.unsigned_abs().into(),
    i64: |number| number.unsigned_abs().into(),
    i128: i128::unsigned_abs,
    isize: |number| number.unsigned_abs() as u128,
}

impl<T: Sought + ?Sized> Sought for &T {
    fn seek<R>(&self, look: impl FnOnce(As<'_>) -> R) -> R {
        T::seek(self, look)
    }
}

impl<T: Sought + Zeroize> Sought for Secret<T> {
    fn seek<R>(&self, look: impl FnOnce(As<'_>) -> R) -> R {
        self.expose(|value| value.seek(look))
    }
}
