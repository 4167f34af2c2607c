//! `#[log(with = path)]`: what a function of the user makes of a value.

use core::fmt;

use crate::value::{FieldSink, LogValue, Shape, ShapeFn, Slot, ValueWriter, Written, shape_of_classed};

/// What a field under `#[log(with = …)]` puts into a record: what the function returns, which is asked when the value is
/// written and not before.
pub struct With<'x, T: ?Sized, R> {
    function: fn(&'x T) -> R,
    value: &'x T,
}

impl<'x, T: ?Sized, R> With<'x, T, R> {
    /// What `function` makes of `value`. The function comes first, so that `value` is seen as what it takes: a `String`
    /// as a `&str`.
    #[inline]
    pub const fn new(function: fn(&'x T) -> R, value: &'x T) -> Self {
        Self { function, value }
    }
}

impl<T: ?Sized, R: LogValue> LogValue for With<'_, T, R> {
    type Form = Self;
    const SHAPE: &'static Shape = R::SHAPE;
    // The function is the user's, whatever it returns.
    const LEAF: bool = false;

    fn log<'a>(&self, slot: Slot<'a, Self>) -> Written<'a> {
        slot.write(self)
    }

    #[inline]
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        (self.function)(self.value).encode_value(writer);
    }
}

impl<T: ?Sized, R> fmt::Debug for With<'_, T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("With")
    }
}

/// Hands over what a function returns. Where that has no log form, [`WithRefused`] is picked in place of this one and
/// does nothing: the schema has reported it.
pub trait WithLogged {
    /// As a field of an event.
    fn blackbar_put<S: FieldSink>(&self, fields: &mut S);

    /// As a part of a value.
    fn blackbar_write(&self, writer: &mut ValueWriter<'_>);
}

impl<T: ?Sized, R: LogValue> WithLogged for &With<'_, T, R> {
    #[inline]
    fn blackbar_put<S: FieldSink>(&self, fields: &mut S) {
        fields.field(*self);
    }

    #[inline]
    fn blackbar_write(&self, writer: &mut ValueWriter<'_>) {
        self.encode_value(writer);
    }
}

/// The answer where a function returns what has no log form.
pub trait WithRefused {
    /// Nothing.
    fn blackbar_put<S: FieldSink>(&self, fields: &mut S);

    /// Nothing.
    fn blackbar_write(&self, writer: &mut ValueWriter<'_>);
}

impl<T: ?Sized, R> WithRefused for With<'_, T, R> {
    fn blackbar_put<S: FieldSink>(&self, _fields: &mut S) {}

    fn blackbar_write(&self, _writer: &mut ValueWriter<'_>) {}
}

/// The shape of what a function returns.
#[must_use]
pub const fn shape_with<'x, T: ?Sized + 'x, R: LogValue>(function: fn(&'x T) -> R) -> &'static Shape {
    let _only_its_type_matters = function;
    R::SHAPE
}

/// The same as a function, and with a class: `CLASS` is its number.
#[must_use]
pub const fn with_shape_classed<'x, const CLASS: u8, T: ?Sized + 'x, R: LogValue>(
    function: fn(&'x T) -> R,
) -> ShapeFn {
    let _only_its_type_matters = function;
    shape_of_classed::<CLASS, R>
}
