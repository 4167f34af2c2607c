//! `#[log(hash)]`: a keyed hash, by which equal values can be found.
//!
//! It is HMAC-SHA256 of the domain (its length first) and the value, cut to 128 bits. Integers, addresses and UUIDs are
//! hashed as their text, so that a number and its text are found together. The domain is the field's key unless the user
//! says otherwise, so that the same value in two fields is not. Without a key nothing is hashed: phone numbers or PINs
//! can all be tried against a hash without one.

mod announce;
mod key;
mod slot;

pub use announce::{HASHING, HashingEvent};

pub(crate) use key::HashKey;
pub(crate) use slot::{Hasher, KeySlot};

use core::fmt;

use super::HashInput;
use crate::value::{LogValue, Shape, Slot, ValueWriter, Written};

/// The first byte of a hash in a record; what follows it is specified on [`ValueWriter`].
pub(crate) mod tag {
    pub(crate) const ABSENT: u8 = 0;
    pub(crate) const HASHED: u8 = 1;
    pub(crate) const NO_KEY: u8 = 2;
}

/// What a field under `#[log(hash)]` puts into a record: a keyed hash of its value.
pub struct Hashed<'v, T: ?Sized> {
    value: &'v T,
    domain: &'static str,
}

impl<'v, T: ?Sized> Hashed<'v, T> {
    /// The hash of `value` under `domain`: equal values have equal hashes where the domain is the same too.
    #[inline]
    pub const fn new(value: &'v T, domain: &'static str) -> Self {
        Self { value, domain }
    }
}

impl<T: HashInput + ?Sized> LogValue for Hashed<'_, T> {
    type Form = Self;
    const SHAPE: &'static Shape = &Shape::Hash;
    // What can be hashed is of a known type, so that no code of the user runs.
    const LEAF: bool = true;

    fn log<'a>(&self, slot: Slot<'a, Self>) -> Written<'a> {
        slot.write(self)
    }

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        self.value.hashed(self.domain, writer);
    }
}

impl<T: ?Sized> fmt::Debug for Hashed<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Hashed").field(&self.domain).finish()
    }
}

/// Appends the hash of `value`, or that there is no key.
pub(super) fn write(domain: &str, value: &[u8], writer: &mut ValueWriter<'_>) {
    let Some((id, digest)) = writer.hash(domain, value) else {
        return writer.fixed([tag::NO_KEY]);
    };
    // In one piece, so that a record never ends inside of a hash.
    let mut bytes = [0; 21];
    let parts = [tag::HASHED].into_iter().chain(id.to_le_bytes()).chain(digest);
    bytes.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
    writer.fixed(bytes);
}

/// Appends what stands for no value.
#[inline]
pub(super) fn write_absent(writer: &mut ValueWriter<'_>) {
    writer.fixed([tag::ABSENT]);
}
