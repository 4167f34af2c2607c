//! What can stand in a log line: the trait, its shapes, and how a value becomes bytes of a record.
//!
//! A value knows its [`Shape`] at compile time and writes positional, untagged bytes; whoever reads them needs the shape.
//! The byte form of each shape is specified on [`ValueWriter`]. Nothing here knows a thread, a ring or a sink.

mod cut;
pub(crate) mod document;
mod fixed_text;
mod foreign;
mod item;
pub(crate) mod key_rule;
mod net;
mod not_text;
mod number;
mod sequence;
mod shape;
#[cfg(test)]
mod tests;
mod text;
mod time;
mod writer;

pub(crate) use cut::whole_words;
pub(crate) use fixed_text::FixedText;
pub(crate) use item::marked;
pub use item::{ClassFree, Derived, LogItem, NeedsNoClass, NotByte};
pub use not_text::NotText;
pub use shape::{
    Field, FieldFlags, MapKey, Shape, ShapeFn, Variant, hashed_shape, length_shape, masked_shape,
    redacted_shape, shape_of, shape_of_classed, text_shape, with_shape,
};
pub use writer::{Slot, ValueWriter, Written};
pub(crate) use writer::{TOO_DEEP_COUNT, TOO_DEEP_TAG, TOO_DEEP_VARIANT, fill_in};

/// A value that has a log form.
///
/// Numbers, text, times, addresses, `Option`, collections and tuples have one; a struct or an enum of yours gets one by
/// `#[derive(LogValue)]`. What has none on purpose: [`Secret`](crate::Secret), bytes, errors, pointers.
///
/// Writing it by hand means naming another `LogValue` that this one converts to; there is no way to write bytes:
///
/// ```
/// use blackbar::{LogValue, Slot, Written};
///
/// struct Host(String);
///
/// impl LogValue for Host {
///     type Form = str;
///     fn log<'a>(&self, slot: Slot<'a, str>) -> Written<'a> {
///         slot.write(self.0.trim_end_matches('.'))
///     }
/// }
/// ```
///
/// Such a conversion runs on the thread that logs, before any record is open. Its value is cut at 16 KiB; a log call
/// inside of it is dropped and counted (`reentrant`); if it panics, the event is abandoned and counted, and the panic
/// goes on.
#[diagnostic::on_unimplemented(
    message = "[BB003] `{Self}` cannot be written to a log",
    label = "this type has no log form",
    note = "if it holds a secret: keep it out with `#[log(skip)]`, or show only that it is there with `#[log(redact)]`",
    note = "if it is a plain type of your own: add `#[derive(blackbar::LogValue)]` to `{Self}`",
    note = "if it is from another crate: log a part of it that has a log form, such as `value.id` or `value.to_string()`"
)]
pub trait LogValue {
    /// The value this one is written as; `Self` for the types that blackbar knows.
    type Form: LogValue<Form = Self::Form> + ?Sized;

    /// Hands the converted value to `slot`, the only thing that can be done with it.
    fn log<'a>(&self, slot: Slot<'a, Self::Form>) -> Written<'a>;

    /// What its bytes look like. Implementation detail of the derive.
    #[doc(hidden)]
    const SHAPE: &'static Shape = <Self::Form as LogValue>::SHAPE;

    /// Whether its bytes depend on no code of the user, so that it may be written while a record is open.
    /// Implementation detail; a derived type must say `false` unless it has no fields (a recursive type could not
    /// compute it).
    #[doc(hidden)]
    const LEAF: bool = false;

    /// A field of this type, still without a key. Implementation detail of the derive, which names it and [`log_field`](Self::log_field)
    /// through the type, so that a missing implementation is one message and not one for each use.
    #[doc(hidden)]
    const FIELD: Field = Field::new::<Self>("", "");

    /// Hands this value over as a field of an event. Implementation detail of the derive.
    #[doc(hidden)]
    #[inline]
    fn log_field<S: FieldSink>(&self, fields: &mut S) {
        fields.field(self);
    }

    /// Appends the bytes. Implementation detail of the derive.
    #[doc(hidden)]
    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        Slot::with(writer, |slot| {
            let _written = self.log(slot);
        });
    }
}

/// Takes the fields of an event one after another. Implementation detail of the derive.
pub trait FieldSink {
    /// The next field.
    fn field<T: LogValue + ?Sized>(&mut self, value: &T);
}

/// Implements the parts of [`LogValue`] that are the same for every built-in type: it is its own form.
macro_rules! own_form {
    () => {
        type Form = Self;
        fn log<'a>(&self, slot: $crate::value::Slot<'a, Self>) -> $crate::value::Written<'a> {
            slot.write(self)
        }
    };
}
pub(crate) use own_form;

/// The same for pointers: they are in no way different from what they point to.
macro_rules! inner_form {
    ($inner:ident) => {
        type Form = $inner::Form;
        fn log<'a>(&self, slot: $crate::value::Slot<'a, Self::Form>) -> $crate::value::Written<'a> {
            $inner::log(self, slot)
        }
    };
}
pub(crate) use inner_form;

impl<T: LogValue + ?Sized> LogValue for &T {
    inner_form!(T);
    const SHAPE: &'static Shape = T::SHAPE;
    const LEAF: bool = T::LEAF;

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        T::encode_value(self, writer);
    }
}
