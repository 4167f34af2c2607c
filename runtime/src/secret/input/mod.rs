//! What can be masked, hashed, measured and cut.
//!
//! One trait for each disposition that looks at the value. They are implemented here for the types that blackbar knows and
//! nowhere else, so that no code of the user runs while a record is open.

mod bytes;
mod collections;
mod numbers;
mod pointers;
mod text;

use super::{Hashed, Length, Mask, Masked, Truncated};
use crate::value::{FieldSink, ValueWriter};

/// A value under `#[log(mask(…))]`: text, an integer, an IP address, and `Option` of these.
#[diagnostic::on_unimplemented(
    message = "[BB030] `mask` does not fit `{Self}`",
    label = "only text, integers and IP addresses can be masked",
    note = "show only that it is there: `#[log(redact)]`",
    note = "keep it out of the log: `#[log(skip)]`",
    note = "if it is a type of your own around a text: write `#[log(mask(…))]` at the field inside of it"
)]
pub trait MaskInput {
    /// Named where the trait is asked for and nothing else.
    #[doc(hidden)]
    const OK: bool = true;

    /// Appends the masked text, as an `Option<str>`.
    #[doc(hidden)]
    fn masked(&self, mask: Mask, writer: &mut ValueWriter<'_>);

    /// Hands the masked text over as a field of an event. The derive names this through the type, so that a type that does
    /// not fit is one message.
    #[doc(hidden)]
    #[inline]
    fn put_masked<S: FieldSink>(&self, mask: Mask, fields: &mut S) {
        fields.field(&Masked::new(self, mask));
    }
}

/// A value under `#[log(hash)]`: text, an integer, an IP address, a UUID, bytes, and `Option` of these.
#[diagnostic::on_unimplemented(
    message = "[BB030] `hash` does not fit `{Self}`",
    label = "only text, integers, IP addresses, UUIDs and bytes can be hashed",
    note = "a `bool` or an enum has so few values that a hash hides nothing: `#[log(redact)]`",
    note = "class `pii` alone means `hash`: say what fits, as in `#[log(pii, redact)]`",
    note = "keep it out of the log: `#[log(skip)]`",
    note = "if it is a type of your own around a text: write `#[log(hash)]` at the field inside of it"
)]
pub trait HashInput {
    /// Named where the trait is asked for and nothing else.
    #[doc(hidden)]
    const OK: bool = true;

    /// Appends the hash under `domain`, as [`Shape::Hash`](crate::value::Shape).
    #[doc(hidden)]
    fn hashed(&self, domain: &str, writer: &mut ValueWriter<'_>);

    /// Hands the hash over as a field of an event.
    #[doc(hidden)]
    #[inline]
    fn put_hashed<S: FieldSink>(&self, domain: &'static str, fields: &mut S) {
        fields.field(&Hashed::new(self, domain));
    }
}

/// A value under `#[log(len)]`: text (counted in characters), bytes, collections, and `Option` of these.
#[diagnostic::on_unimplemented(
    message = "[BB030] `len` does not fit `{Self}`",
    label = "only text, bytes and collections have a length",
    note = "show only that it is there: `#[log(redact)]`",
    note = "keep it out of the log: `#[log(skip)]`"
)]
pub trait LenInput {
    /// Named where the trait is asked for and nothing else.
    #[doc(hidden)]
    const OK: bool = true;

    /// Characters or items; nothing for an absent `Option`.
    #[doc(hidden)]
    fn length(&self) -> Option<u64>;

    /// Hands the length over as a field of an event.
    #[doc(hidden)]
    #[inline]
    fn put_length<S: FieldSink>(&self, fields: &mut S) {
        fields.field(&Length::new(self));
    }
}

/// A value under `#[log(truncate(…))]`: text, and `Option` of text.
#[diagnostic::on_unimplemented(
    message = "[BB030] `truncate` does not fit `{Self}`",
    label = "only text can be cut",
    note = "for a collection: log its length with `#[log(len)]`",
    note = "if it is a type of your own around a text: write `#[log(truncate(…))]` at the field inside of it"
)]
pub trait TruncateInput {
    /// Named where the trait is asked for and nothing else.
    #[doc(hidden)]
    const OK: bool = true;

    /// Appends at most `most` characters, and `…` where there were more, as an `Option<str>`.
    #[doc(hidden)]
    fn truncated(&self, most: u32, writer: &mut ValueWriter<'_>);

    /// Hands the cut text over as a field of an event.
    #[doc(hidden)]
    #[inline]
    fn put_truncated<S: FieldSink>(&self, most: u32, fields: &mut S) {
        fields.field(&Truncated::new(self, most));
    }
}
