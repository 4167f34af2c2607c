//! What expanded code may name, and nothing else of the crate. No part of the public interface: it may change with any
//! version, and the macro crate is pinned to exactly the same one.

pub use crate::context::{Context, LogContext};
pub use crate::event::{
    Callsite, FieldSink, LogEvent, Phantom, Piece, Schema, phantom, same_event, schema_of, shape_of_event,
};
pub use crate::level::Level;
pub use crate::rate::{Rate, Unit};
pub use crate::secret::{
    Class, DebugAny, DebugOption, DebugProbe, DebugText, DisplayAny, DisplayOption, DisplayProbe,
    DisplayText, Disposition, ErrorNone, ErrorOption, ErrorProbe, ErrorRef, ErrorText, ErrorTrait, HASHING,
    HashInput, Hashed, HashingEvent, LenInput, Length, Mask, MaskInput, Masked, ProbeAny, ProbeOption,
    Probed, Redacted, TruncateInput, Truncated, With, WithLogged, WithRefused, shape_with,
    with_shape_classed,
};
pub use crate::value::{
    ClassFree, Derived, Field, FieldFlags, LogValue, MapKey, NeedsNoClass, NotByte, NotText, Shape, ShapeFn,
    Slot, ValueWriter, Variant, Written, hashed_shape, length_shape, masked_shape, redacted_shape, shape_of,
    shape_of_classed, text_shape, with_shape,
};

pub use blackbar_macros::{context, enabled, log_event};
pub use linkme;

/// An argument whose name is that of a credential, and the place where it is reported that its type can carry text.
#[inline(always)]
pub fn not_text<T: NotText + ?Sized>(value: &T) -> &T {
    value
}

/// An argument without a class under profile `strict`, and the place where it is reported that its type can carry text.
#[inline(always)]
pub fn needs_no_class<T: NeedsNoClass + ?Sized>(value: &T) -> &T {
    value
}

/// An argument of an inline event, of a type that may have a log form or not.
///
/// `(&&Argument(&value)).blackbar_value()` picks [`LoggedArgument`] where it has one, and else [`RefusedArgument`], which
/// says that it has none and leaves a value that has one, so that the compiler says nothing more about the argument.
#[derive(Debug)]
pub struct Argument<'a, T: ?Sized>(pub &'a T);

/// An argument that has a log form.
pub trait LoggedArgument {
    /// A reference to the value.
    type Value;

    /// The value itself.
    fn blackbar_value(&self) -> Self::Value;
}

impl<'a, T: LogValue + ?Sized> LoggedArgument for &Argument<'a, T> {
    type Value = &'a T;

    #[inline(always)]
    fn blackbar_value(&self) -> &'a T {
        self.0
    }
}

/// An argument that has none.
pub trait RefusedArgument<T: ?Sized> {
    /// Does not compile.
    fn blackbar_value(&self) -> &'static ()
    where
        T: LogValue;
}

impl<T: ?Sized> RefusedArgument<T> for Argument<'_, T> {
    fn blackbar_value(&self) -> &'static ()
    where
        T: LogValue,
    {
        &()
    }
}

/// What a field under `#[log(flatten)]` must be: every event is.
#[diagnostic::on_unimplemented(
    message = "[BB013] `{Self}` cannot be flattened: nothing is known of the names inside",
    label = "this is not an event",
    note = "if it is a struct of your own: add `#[derive(blackbar::LogEvent)]` to `{Self}`",
    note = "if it is to be an object of its own in the log: leave `flatten` out"
)]
pub trait Flatten {
    /// The field that stands for all fields of the event.
    const FIELD: Field;
    /// The fields of the event.
    const FIELDS: &'static [Field];

    /// Hands the fields over.
    fn put<S: FieldSink>(&self, fields: &mut S);
}

#[diagnostic::do_not_recommend]
impl<E: LogEvent + ?Sized> Flatten for E {
    const FIELD: Field = Field::flatten::<E>("");
    const FIELDS: &'static [Field] = E::SCHEMA.fields;

    #[inline]
    fn put<S: FieldSink>(&self, fields: &mut S) {
        self.encode_fields(fields);
    }
}

/// Whether no field runs code of the user while it is written.
#[must_use]
pub const fn all_leaf(fields: &[Field]) -> bool {
    let mut at = 0;
    while at < fields.len() {
        if !fields[at].leaf {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether the fields of a flattened event have keys that none of the other sets has.
#[must_use]
pub const fn no_key_twice(flattened: &[Field], others: &[&[Field]]) -> bool {
    let mut at = 0;
    while at < others.len() {
        if share_a_key(flattened, others[at]) {
            return false;
        }
        at += 1;
    }
    true
}

const fn share_a_key(left: &[Field], right: &[Field]) -> bool {
    let mut at = 0;
    while at < left.len() {
        let mut other = 0;
        while other < right.len() {
            if is_written(&left[at])
                && is_written(&right[other])
                && same_text(left[at].name, right[other].name)
            {
                return true;
            }
            other += 1;
        }
        at += 1;
    }
    false
}

const fn is_written(field: &Field) -> bool {
    !field.flags.has(FieldFlags::FLATTEN) && !matches!(field.disposition, Disposition::Skip)
}

const fn same_text(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// Type-checks an argument that is never evaluated.
pub fn never_evaluated<T: ?Sized>(_: &T) {}

/// Whether a call becomes an event, and how many were suppressed before it. A rate of the call goes before that of the
/// event type; without any nothing is left of this in an optimised program.
#[inline(always)]
pub fn admit<E: LogEvent>(_phantom: &Phantom<E>, of_call: Option<&'static Rate>) -> Option<u32> {
    match of_call.or(E::rate()) {
        Some(rate) => rate.admit(E::SCHEMA.name),
        None => Some(0),
    }
}

/// Writes an event into the calling thread's ring, for the logger that is in force there.
#[inline]
pub fn emit<E: LogEvent>(callsite: &'static Callsite, schema: &'static Schema, suppressed: u32, event: &E) {
    crate::frontend::emit(callsite, schema, suppressed, event);
}

/// Writes an event into the calling thread's ring for `logger`.
#[inline]
pub fn emit_to<E: LogEvent>(
    logger: &crate::Logger,
    callsite: &'static Callsite,
    schema: &'static Schema,
    suppressed: u32,
    event: &E,
) {
    crate::frontend::emit_to(logger.port(), callsite, schema, suppressed, event);
}
