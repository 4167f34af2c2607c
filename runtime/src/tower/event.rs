//! [`HttpRequest`], the event at the end of a request.

use core::time::Duration;

use crate as blackbar;
use crate::level::Level;

/// A request is over: `http.request`, with target `http`.
///
/// Filter by it as `event[http.request]=warn`.
#[derive(Debug, blackbar_macros::LogEvent)]
#[log(
    crate = blackbar,
    name = "http.request",
    level = info,
    target = "http",
    message = "{method} request {outcome}"
)]
#[non_exhaustive]
pub struct HttpRequest<'a> {
    /// The method, or `_OTHER`.
    pub method: &'a str,
    /// The route that took it, where it is known.
    pub route: Option<&'a str>,
    /// The path, where the route is not known and paths are to be written.
    pub path: Option<&'a str>,
    /// The status of the answer; none if there was no answer.
    pub status: Option<u16>,
    /// From the call of the service to the head of the answer, or to what came in its place.
    pub latency: Duration,
    /// How it ended.
    pub outcome: Outcome,
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, blackbar_macros::LogValue)]
#[log(crate = blackbar, rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// With an answer, whatever its status.
    Answered,
    /// With an error of the service in place of an answer.
    Failed,
    /// With a panic.
    Panicked,
    /// Before there was an answer: the client went away, or a layer further out gave up.
    Abandoned,
}

impl HttpRequest<'_> {
    /// The level it has unless [`RequestLog::level`](super::RequestLog::level) says otherwise: error for a status from 500 on, an
    /// error and a panic, warn for what was abandoned, info for the rest.
    ///
    /// A status from 400 to 499 is the client's fault and everyday life on the internet, and so no warning.
    #[must_use]
    pub fn usual_level(&self) -> Level {
        match (self.outcome, self.status) {
            (Outcome::Failed | Outcome::Panicked, _) | (Outcome::Answered, Some(500..)) => Level::Error,
            (Outcome::Abandoned, _) => Level::Warn,
            (Outcome::Answered, _) => Level::Info,
        }
    }

    /// Logs it. A level is a word of the call, so there is one call for each.
    pub(super) fn log(&self, level: Level) {
        match level {
            Level::Trace => crate::log_event!(level: trace, self),
            Level::Debug => crate::log_event!(level: debug, self),
            Level::Info => crate::log_event!(level: info, self),
            Level::Warn => crate::log_event!(level: warn, self),
            Level::Error => crate::log_event!(level: error, self),
            Level::Critical => crate::log_event!(level: critical, self),
        }
    }
}
