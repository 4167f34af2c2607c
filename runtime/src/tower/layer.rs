//! [`RequestLog`], the layer and its settings.

use core::fmt;

use http::Extensions;
use tower_layer::Layer;

use super::event::HttpRequest;
use super::identity::Ids;
use super::service::RequestLogService;
use crate::level::Level;

/// A layer that gives each request a context and logs one event at its end; see the [module](super).
///
/// ```
/// use blackbar::Level;
/// use blackbar::tower::RequestLog;
///
/// let layer = RequestLog::new()
///     .answer_with_id()
///     .level(|request| match request.status {
///         Some(404) => Level::Debug,
///         _ => request.usual_level(),
///     });
/// ```
#[derive(Debug, Clone, Default)]
pub struct RequestLog {
    settings: Settings,
}

/// What the layer was told.
#[derive(Clone, Copy)]
pub(super) struct Settings {
    pub(super) route: Option<fn(&Extensions) -> Option<&str>>,
    pub(super) paths: Paths,
    pub(super) level: fn(&HttpRequest<'_>) -> Level,
    pub(super) ids: Ids,
    pub(super) answer: Answer,
}

/// Whether paths are written where there is no route.
#[derive(Debug, Clone, Copy)]
pub(super) enum Paths {
    Written,
    LeftOut,
}

/// Whether the answer carries the request's id.
#[derive(Debug, Clone, Copy)]
pub(super) enum Answer {
    AsItIs,
    WithId,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            route: None,
            paths: Paths::Written,
            level: |request| request.usual_level(),
            ids: Ids::OfCaller,
            answer: Answer::AsItIs,
        }
    }
}

impl RequestLog {
    /// A layer that takes good ids of callers, writes paths, and leaves answers as they are.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Where to find the route of a request: the pattern that its path matched.
    ///
    /// With axum: `.route(|extensions| extensions.get::<MatchedPath>().map(MatchedPath::as_str))`.
    #[must_use]
    pub fn route(mut self, find: fn(&Extensions) -> Option<&str>) -> Self {
        self.settings.route = Some(find);
        self
    }

    /// Writes no path at all, also where no route is known. For services whose paths hold personal data.
    #[must_use]
    pub fn routes_only(mut self) -> Self {
        self.settings.paths = Paths::LeftOut;
        self
    }

    /// Which level the event at the end has. [`usual_level`](HttpRequest::usual_level) unless something else is said here.
    #[must_use]
    pub fn level(mut self, level: fn(&HttpRequest<'_>) -> Level) -> Self {
        self.settings.level = level;
        self
    }

    /// Makes new ids for all requests, whatever the caller sends. For services that the whole world may call.
    #[must_use]
    pub fn fresh_ids(mut self) -> Self {
        self.settings.ids = Ids::Fresh;
        self
    }

    /// Gives the request's id back in the header `x-request-id` of the answer, so that a user can tell it to the support.
    #[must_use]
    pub fn answer_with_id(mut self) -> Self {
        self.settings.answer = Answer::WithId;
        self
    }
}

impl<S> Layer<S> for RequestLog {
    type Service = RequestLogService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        RequestLogService::new(inner, self.settings)
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("route", &self.route.is_some())
            .field("paths", &self.paths)
            .field("ids", &self.ids)
            .field("answer", &self.answer)
            .finish_non_exhaustive()
    }
}
