//! The request context: what every event of a thread or of a task carries beside its own fields.
//!
//! A context is encoded once, when it is made. Entering it merges it with what is in force, and each event copies the bytes of
//! what is in force into its record: no allocation, no lock, no reference count. Nothing here knows how contexts look in a log.
//!
//! | bytes | what |
//! |---|---|
//! | 1 | [flags](flag) |
//! | 25 | with [`flag::TRACE`]: a trace context; trace id, span id, trace flags |
//! | | frames, the outermost first, until the bytes end |
//!
//! A frame is what one context type, or one `context!`, said:
//!
//! | bytes | what |
//! |---|---|
//! | 4 | schema id |
//! | 4 | length of what follows in the low 31 bits; the high bit says that fields were cut, so that some may be missing from the end |
//! | 8 | bit i: the i-th field that is written is hidden, a frame further inside has its key |
//! | | the fields, as in a record; those under `skip` have no bytes |
//!
//! There are at most [`LARGEST`] bytes. A frame that is too large by itself loses the ends of its texts, then its last fields.
//! Where several are too large together, those that were entered last are left out: what tells the request from others is
//! mostly what was entered first. What a frame hides in those around it stays hidden then, for an old value would be a wrong
//! one. Either is marked by [`flag::CUT`], shown in the line and counted for each event.
//!
//! A frame of which everything is hidden is left out, so that entering the same context again and again does not add up.
//!
//! `record::VERSION` changes with any change to this page.

mod current;
mod encoded;
mod future;
mod handle;
mod read;
#[cfg(test)]
mod tests;

pub use current::ContextGuard;
pub use future::{ContextFuture, InContext};
pub use handle::Context;

pub(crate) use current::{in_force, is_in_force};
pub(crate) use read::{Contents, Frame};

use crate::event::{Callsite, FieldSink, Schema};

/// The most bytes of context in a record.
pub(crate) const LARGEST: usize = 4096;

/// Bytes of a trace context.
pub(crate) const TRACE_BYTES: usize = 25;

/// The first byte of a context.
pub(crate) mod flag {
    /// A trace context stands before the frames.
    pub(crate) const TRACE: u8 = 1;
    /// Something did not fit.
    pub(crate) const CUT: u8 = 1 << 1;
}

/// Set in the length of a frame that lost fields.
const FRAME_CUT: u32 = 1 << 31;

/// What can be a [`Context`]; `#[derive(LogContext)]` implements it for structs.
///
/// ```
/// use blackbar::{Context, LogContext, info};
///
/// #[derive(LogContext)]
/// struct Request<'a> {
///     request_id: u64,
///     #[log(hash)]
///     user: &'a str,
/// }
///
/// let _inside = Context::new(&Request { request_id: 7, user: "ada" }).enter();
/// info!("accepted"); // … "context":{"request_id":7,"user":"k1:…"}
/// ```
///
/// The derive is the only way to implement it: the items of the trait are its implementation detail.
#[diagnostic::on_unimplemented(
    message = "[BB035] `{Self}` is not a context",
    label = "this cannot be entered",
    note = "for a struct of your own: add `#[derive(blackbar::LogContext)]`",
    note = "for single values: `context! {{ request_id = id }}`"
)]
pub trait LogContext {
    /// What is known of the context type at compile time.
    #[doc(hidden)]
    const CONTEXT_SCHEMA: &'static Schema;

    /// Where the schema gets its number.
    #[doc(hidden)]
    fn context_callsite() -> &'static Callsite;

    /// Hands each field that is written, in the order of the schema, to `fields`.
    #[doc(hidden)]
    fn encode_context<S: FieldSink>(&self, fields: &mut S);
}

impl<C: LogContext + ?Sized> LogContext for &C {
    const CONTEXT_SCHEMA: &'static Schema = C::CONTEXT_SCHEMA;

    fn context_callsite() -> &'static Callsite {
        C::context_callsite()
    }

    fn encode_context<S: FieldSink>(&self, fields: &mut S) {
        C::encode_context(self, fields);
    }
}
