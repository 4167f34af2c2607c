//! Events: their trait, their schema, and the call sites they come from.

mod callsite;
mod registry;
mod schema;

pub use callsite::{Callsite, Phantom, phantom, same_event, schema_of};
pub use schema::{Piece, Schema, shape_of_event};

pub(crate) use registry::{Registered, SchemaId, filters_changed, registered, set_filters};

use crate::rate::Rate;
pub use crate::value::FieldSink;

/// One occurrence that can be logged; `#[derive(LogEvent)]` implements it.
///
/// The derive is the only way to implement it: the items of the trait are its implementation detail.
#[diagnostic::on_unimplemented(
    message = "[BB027] `{Self}` is not an event",
    label = "this cannot be logged as an event",
    note = "for a struct of your own: add `#[derive(blackbar::LogEvent)]`",
    note = "for single values: `log_event!(info, \"what happened\", key = value)`"
)]
pub trait LogEvent {
    /// What is known of the event type at compile time.
    #[doc(hidden)]
    const SCHEMA: &'static Schema;

    /// Whether all fields are leaves ([`LogValue::LEAF`]).
    #[doc(hidden)]
    const LEAF: bool;

    /// Hands each field that is written, in the order of the schema, to `fields`.
    #[doc(hidden)]
    fn encode_fields<S: FieldSink>(&self, fields: &mut S);

    /// How many of the events are logged, where the type says so.
    #[doc(hidden)]
    #[inline]
    fn rate() -> Option<&'static Rate> {
        None
    }
}

impl<E: LogEvent + ?Sized> LogEvent for &E {
    const SCHEMA: &'static Schema = E::SCHEMA;
    const LEAF: bool = E::LEAF;

    #[inline]
    fn encode_fields<S: FieldSink>(&self, fields: &mut S) {
        E::encode_fields(self, fields);
    }

    #[inline]
    fn rate() -> Option<&'static Rate> {
        E::rate()
    }
}
