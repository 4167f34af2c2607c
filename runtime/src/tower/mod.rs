//! Requests of services that are built on `tower` (axum, tonic, hyper with a tower service): one context for each request, and
//! one event at its end. Feature `tower`.
//!
//! ```
//! use blackbar::tower::RequestLog;
//!
//! let layer = RequestLog::new().answer_with_id();
//! // With axum, so that `/users/{id}` stands in the log and no id of a user:
//! //     .route(|extensions| extensions.get::<MatchedPath>().map(MatchedPath::as_str))
//! // Router::new().route("/users/{id}", get(user)).layer(layer)
//! ```
//!
//! # The context
//!
//! Every event that is logged while the request is worked on carries `trace_id` and `span_id`, `request_id`, `method`, and
//! `route` or `path`. Tasks that a handler spawns carry them with [`in_context`](crate::InContext::in_context).
//!
//! | what | where it is from |
//! |---|---|
//! | trace id | the caller's `traceparent`, if there is exactly one and it is good by the W3C's rules; else a new one |
//! | span id | always new: it is this service's part of the trace |
//! | request id | the caller's `x-request-id`, if there is exactly one, of 1 to 128 letters, digits and `-_.:`; else the trace id |
//! | method | as it is, for the methods of RFC 9110, `PATCH` and `QUERY`; `_OTHER` for any other word |
//! | route | what the function given to [`route`](RequestLog::route) finds |
//! | path | without query, where there is no route; at most 256 bytes, cut before a `/` |
//!
//! Nothing else of a request is read: no query, no fragment, no host, no user of a URL, no other header, no body. A path can hold
//! personal data all the same (`/users/ada@lovelace.example`), and so a route is preferred; paths are scanned for credentials as
//! any text, and [`routes_only`](RequestLog::routes_only) leaves them out.
//!
//! A caller can choose its ids and so mix its requests with others'. For a service that the whole world may call, say
//! [`fresh_ids`](RequestLog::fresh_ids).
//!
//! # The event
//!
//! [`HttpRequest`], `http.request`, is logged once for each request, whatever becomes of it: answered, failed with an error, panicked, or
//! abandoned: that is when the client goes away before there is an answer, or a layer further out (a timeout) gives up.
//!
//! `latency` goes from the call of the service until the head of its answer is there. What a body takes that is streamed
//! afterwards is not in it, and whether it reached the client neither.
//!
//! Put the layer outside of those that may answer in place of the handler (authentication, timeouts, limits), so that
//! their answers are logged too.

mod ending;
mod event;
mod future;
mod identity;
mod layer;
mod service;
mod target;

pub use event::{HttpRequest, Outcome};
pub use future::ResponseFuture;
pub use identity::RequestId;
pub use layer::RequestLog;
pub use service::RequestLogService;
