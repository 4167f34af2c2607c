//! A context to keep, to hand over and to enter.

use core::fmt;
use std::sync::Arc;

use super::LogContext;
use super::current::{self, ContextGuard};
use super::encoded::Encoded;

/// Fields that every event carries while it is in force: the request, the job, the user.
///
/// Made by [`context!`](crate::context) or of a type that derives [`LogContext`]. It is encoded once, when it is made, and a
/// clone is a pointer. It comes into force on a thread by [`enter`](Self::enter) or [`run`](Self::run), and in a future by
/// [`in_context`](crate::InContext::in_context):
///
/// ```
/// use blackbar::{Logger, Memory, context, log_event};
///
/// let memory = Memory::new();
/// let logger = Logger::builder().sink(memory.clone()).build()?;
/// let _request = context! { request_id = 7, user_id = 42 }.enter();
/// let _step = context! { step = "charge", user_id = 43 }.enter(); // keys further inside win
/// log_event!(logger: logger, info, "card charged");
/// logger.flush()?;
/// assert!(memory.text().contains(r#""context":{"request_id":7,"step":"charge","user_id":43}}"#));
/// # Ok::<(), blackbar::Error>(())
/// ```
///
/// A thread or a task begins with an empty context; [`current`](Self::current) is what to hand to one that is spawned. In
/// a record there is room for 4 KiB of context: texts that are too long are cut, and contexts that are entered when
/// the room is used up are left out. The line says so (`"truncated":true`), and
/// [`Stats::contexts_cut`](crate::Stats) counts such lines.
///
/// Fields under `#[log(hash)]` are hashed when the context is made, with the key of the logger that is in force on the thread
/// then. A context that is made before there is a logger has `"[redacted:no-key]"` in their place.
#[derive(Clone, Default)]
pub struct Context {
    pub(super) encoded: Option<Arc<Encoded>>,
    pub(super) alone: bool,
}

impl Context {
    /// Encodes a context. What it is made of may change afterwards: the context does not.
    #[must_use]
    pub fn new<C: LogContext + ?Sized>(context: &C) -> Self {
        Self { encoded: Encoded::new(context), alone: false }
    }

    /// A context that says nothing. Entering it changes nothing, unless it is [`alone`](Self::alone).
    #[must_use]
    pub const fn empty() -> Self {
        Self { encoded: None, alone: false }
    }

    /// What is in force here, all of it, to hand to a thread or a task that is spawned:
    ///
    /// ```
    /// use blackbar::{Context, context, info};
    ///
    /// let _request = context! { request_id = 7 }.enter();
    /// let context = Context::current();
    /// let worker = std::thread::spawn(move || {
    ///     context.run(|| info!("in the background")); // … "context":{"request_id":7}
    /// });
    /// # worker.join().unwrap();
    /// ```
    #[must_use]
    pub fn current() -> Self {
        Self { encoded: current::encoded(), alone: false }
    }

    /// The same with this place in a trace.
    #[must_use]
    pub fn with_trace(self, trace: crate::trace::TraceContext) -> Self {
        Self { encoded: Some(Encoded::with_trace(self.encoded.as_deref(), trace.to_bytes())), ..self }
    }

    /// The place in a trace, if there is one.
    #[must_use]
    pub fn trace(&self) -> Option<crate::trace::TraceContext> {
        crate::trace::TraceContext::from_bytes(&self.encoded.as_ref()?.trace()?)
    }

    /// Both together; where both have a key, or a trace context, that of `inner` wins. Of an `inner` that is
    /// [alone](Self::alone) nothing else is left.
    #[must_use]
    pub fn and(self, inner: Self) -> Self {
        let encoded =
            if inner.alone { inner.encoded } else { merged(self.encoded.as_ref(), inner.encoded.as_ref()) };
        Self { encoded, alone: self.alone || inner.alone }
    }

    /// The same, but it does not inherit: where it is entered, nothing of what is in force around it stays so. For work that
    /// does not belong to the request it was started by.
    ///
    /// ```
    /// use blackbar::{Context, context, info};
    ///
    /// let _request = context! { request_id = 7 }.enter();
    /// context! { job = "cache cleanup" }.alone().run(|| info!("started")); // … "context":{"job":"cache cleanup"}
    /// Context::empty().alone().run(|| info!("no context"));
    /// ```
    #[must_use]
    pub fn alone(self) -> Self {
        Self { alone: true, ..self }
    }

    /// Puts it in force on this thread until the guard is dropped, merged with what is in force already.
    ///
    /// Guards may be dropped in any order: each context is in force for exactly as long as its guard lives. The guard
    /// belongs to the thread; a future that is to run in a context is given it by
    /// [`in_context`](crate::InContext::in_context). See [`ContextGuard`].
    pub fn enter(&self) -> ContextGuard {
        ContextGuard::enter(self)
    }

    /// Runs `f` with it in force on this thread.
    pub fn run<R>(&self, f: impl FnOnce() -> R) -> R {
        let _inside = self.enter();
        f()
    }
}

/// Both, where the keys of `inner` win.
pub(super) fn merged(outer: Option<&Arc<Encoded>>, inner: Option<&Arc<Encoded>>) -> Option<Arc<Encoded>> {
    match (outer, inner) {
        (Some(outer), Some(inner)) => Some(Encoded::merged(outer, inner)),
        (outer, inner) => inner.or(outer).map(Arc::clone),
    }
}

/// The keys, never the values.
impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = self.encoded.iter().flat_map(|encoded| encoded.keys());
        f.debug_set().entries(keys).finish()
    }
}
