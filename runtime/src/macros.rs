//! The `macro_rules!` fronts. They pass `$crate` on, so that a renamed or re-exported blackbar works; everything else is
//! done by the procedural macros behind them.

/// Logs an event.
///
/// Takes an event of a type that derives [`LogEvent`](crate::LogEvent):
///
/// ```
/// use blackbar::{LogEvent, log_event};
///
/// #[derive(LogEvent)]
/// #[log(name = "payment.authorized", message = "payment {payment_id} of {amount_cents} authorized")]
/// struct PaymentAuthorized {
///     payment_id: u64,
///     amount_cents: u64,
/// }
///
/// log_event!(PaymentAuthorized { payment_id: 7, amount_cents: 1999 });
/// ```
///
/// or a level, a message and fields:
///
/// ```
/// # let (session, password) = (17_u64, "hunter2");
/// use blackbar::log_event;
///
/// log_event!(info, "user {user_id} logged in", user_id = 123, session, #[log(redact)] password);
/// ```
///
/// # Grammar
///
/// ```text
/// log_event!( prefix* event-expression )
/// log_event!( prefix* level, "message" (, argument)* )
///
/// prefix   = logger: expression,  |  name: "event.name",  |  target: "target",  |  level: level,
///          | sample: 10,  |  limit: "100/s",  |  once,
/// level    = trace | debug | info | warn | error | critical
/// argument = #[log(…)]? key = expression  |  #[log(…)]? variable
/// ```
///
/// A first word among the six levels with a message after it is the second form; anything else is one expression, so
/// `log_event!(info)` logs the variable `info`.
///
/// `level:` is for an event of a type, and goes before the level that the type has. It is a word and no expression, so
/// that a call below the ceiling of the program's features is no part of the program. Where a value decides, each level
/// has a call of its own:
///
/// ```
/// # use blackbar::{LogEvent, log_event};
/// #[derive(LogEvent)]
/// struct RequestServed {
///     status: u16,
/// }
///
/// let status = 503;
/// let served = RequestServed { status };
/// match status {
///     500.. => log_event!(level: error, served),
///     _ => log_event!(served),
/// }
/// ```
///
/// The message is a literal. `{key}` shows a field of this event as it is written to the log; `{{` and `}}` are braces.
/// Anything else in braces, and any other text in place of the message, does not compile. An argument whose name, or
/// whose value's name, is that of a secret does not compile without a redaction rule.
///
/// # What is evaluated
///
/// Whether the event is wanted is asked first: one load. If not, nothing is evaluated. If it is, the expressions are
/// evaluated once, in the order in which they stand, except those under `#[log(redact)]` and `#[log(skip)]`, which are
/// type-checked and never evaluated. `?`, `.await`, `return` and `break` work in them.
///
/// ```compile_fail,E0277
/// blackbar::info!("login", #[log(redact)] password = 1 + "no number");
/// ```
///
/// # Rates
///
/// With a rate some calls become events and the others are *suppressed*: nothing is evaluated for them, and the next event of
/// the place tells how many there were (`"suppressed": 99`). A rate stands on the type of the event, as
/// `#[log(limit = "100/s")]`, or before a call, where it goes before that of the type:
///
/// ```
/// use blackbar::{info, log_event, warn};
///
/// # let (queue, attempt) = (7, 1);
/// for _ in 0..1_000 {
///     info!(sample: 100, "queue at {queue}", queue); // the first and then every 100th
///     warn!(limit: "10/min", "connection refused", attempt); // at most 10 in a minute (s, min, h)
///     log_event!(once, warn, "no configuration file"); // the first of the process
/// }
/// ```
///
/// All threads share one rate: `"100/s"` is a bucket of 100 tokens that fills up again within a second, for all of them
/// together. Of the calls of one thread `sample` lets every n-th pass; eight threads are counted apart and the rest together, so of
/// `c` calls of many threads about `c / n` pass, to within nine. A rate asks after the filters, so a call that is off counts as
/// nothing, and before the logger is chosen. [`Stats::suppressed`](crate::Stats::suppressed) has the total. What no event told
/// is told at the end of the program, or when a limit was silent for a minute, by the installed logger:
/// `blackbar.calls_suppressed`.
///
/// # Other threads
///
/// Any thread may log at any time, the same call site too. The event goes to the ring of the calling thread; calls of
/// one thread keep their order, calls of several threads are merged by time.
#[macro_export]
macro_rules! log_event {
    ($($tokens:tt)*) => { $crate::__private::log_event!($crate; ; $($tokens)*) };
}

/// Whether an event would be logged: by level, or by its type.
///
/// For work that is only done for the log. A `log_event!` alone needs no such question: it asks itself.
///
/// ```
/// use blackbar::{LogEvent, enabled};
///
/// #[derive(LogEvent)]
/// #[log(level = debug)]
/// struct CacheState {
///     entries: u64,
/// }
///
/// if enabled!(debug) || enabled!(target: "cache", trace) || enabled!(CacheState) {
///     // Count the entries.
/// }
/// ```
///
/// The answer is that of this line: its module is the target, unless `target: "…"` or the type says otherwise. It may
/// change at any time, when another thread changes a filter.
#[macro_export]
macro_rules! enabled {
    ($($tokens:tt)*) => { $crate::__private::enabled!($crate; ; $($tokens)*) };
}

/// Logs a message with fields at level `trace`: every step, for one who follows a single request through the code.
///
/// The same as [`log_event!`] with a level: `trace!("message", key = value)`.
///
/// ```
/// blackbar::trace!("byte {at} read", at = 17);
/// ```
#[macro_export]
macro_rules! trace {
    ($($tokens:tt)*) => { $crate::__private::log_event!($crate; trace; $($tokens)*) };
}

/// Logs a message with fields at level `debug`: what a developer wants while hunting a fault.
///
/// The same as [`log_event!`] with a level: `debug!("message", key = value)`.
///
/// ```
/// blackbar::debug!("cache miss", key_hash = 17_u64);
/// ```
#[macro_export]
macro_rules! debug {
    ($($tokens:tt)*) => { $crate::__private::log_event!($crate; debug; $($tokens)*) };
}

/// Logs a message with fields at level `info`: what an operator wants to know of a healthy service.
///
/// The same as [`log_event!`] with a level: `info!("message", key = value)`.
///
/// ```
/// blackbar::info!(target: "startup", "listening on port {port}", port = 8080);
/// ```
#[macro_export]
macro_rules! info {
    ($($tokens:tt)*) => { $crate::__private::log_event!($crate; info; $($tokens)*) };
}

/// Logs a message with fields at level `warn`: something is off, the service copes.
///
/// The same as [`log_event!`] with a level: `warn!("message", key = value)`.
///
/// ```
/// # let attempts = 3;
/// blackbar::warn!("slow answer, attempt {attempts}", attempts);
/// ```
#[macro_export]
macro_rules! warn {
    ($($tokens:tt)*) => { $crate::__private::log_event!($crate; warn; $($tokens)*) };
}

/// Logs a message with fields at level `error`: a request or a job failed.
///
/// The same as [`log_event!`] with a level: `error!("message", key = value)`.
///
/// ```
/// blackbar::error!("payment failed", payment_id = 7, retry = false);
/// ```
#[macro_export]
macro_rules! error {
    ($($tokens:tt)*) => { $crate::__private::log_event!($crate; error; $($tokens)*) };
}

/// Logs a message with fields at level `critical`: the service as a whole is in danger.
///
/// The same as [`log_event!`] with a level: `critical!("message", key = value)`.
///
/// ```
/// blackbar::critical!("disk full", free_bytes = 0);
/// ```
#[macro_export]
macro_rules! critical {
    ($($tokens:tt)*) => { $crate::__private::log_event!($crate; critical; $($tokens)*) };
}

/// Makes a [`Context`](crate::Context) of values.
///
/// ```
/// use blackbar::{context, info};
///
/// # let (request_id, user) = (7_u64, "ada");
/// let _request = context! { request_id, #[log(hash)] user, attempt = 1 }.enter();
/// info!("accepted"); // … "context":{"request_id":7,"user":"k1:…","attempt":1}
/// ```
///
/// # Grammar
///
/// ```text
/// context!{ argument (, argument)* }
///
/// argument = #[log(…)]? key = expression  |  #[log(…)]? variable
/// ```
///
/// The arguments are those of [`log_event!`], under the same rules: one whose name, or whose value's name, is that of a secret
/// does not compile without a redaction rule. They are evaluated once, in the order in which they stand, except those under
/// `#[log(redact)]` and `#[log(skip)]`, which are type-checked and never evaluated.
///
/// `trace_id` and `span_id` are keys of blackbar's own.
#[macro_export]
macro_rules! context {
    ($($tokens:tt)*) => { $crate::__private::context!($crate; ; $($tokens)*) };
}
