//! [`RequestLogService`]: the service around the service.

use core::task::{Context as Task, Poll};

use http::{Request, Response};
use tower_service::Service;

use super::ending::Ending;
use super::event::Outcome;
use super::future::ResponseFuture;
use super::identity::identify;
use super::layer::Settings;
use super::target::{Place, Target};
use crate::context::{Context, InContext};

/// A service whose requests have a context and are logged; made by [`RequestLog`](super::RequestLog).
#[derive(Debug, Clone)]
pub struct RequestLogService<S> {
    inner: S,
    settings: Settings,
}

impl<S> RequestLogService<S> {
    pub(super) fn new(inner: S, settings: Settings) -> Self {
        Self { inner, settings }
    }
}

impl<S, B, R> Service<Request<B>> for RequestLogService<S>
where
    S: Service<Request<B>, Response = Response<R>>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = ResponseFuture<S::Future>;

    fn poll_ready(&mut self, task: &mut Task<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(task)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let target = Target::of(&request, &self.settings);
        let (id, trace) = identify(request.headers(), self.settings.ids);
        // What is in force where the request is taken is so at its end too, wherever that is.
        let context = Context::current().and(context_of(id.as_str(), &target).with_trace(trace));
        request.extensions_mut().insert(id.clone());

        let mut ending = Ending::new(self.settings, context.clone(), id, target);
        // A service may do much before there is a future, panicking among it.
        ending.outcome = Outcome::Panicked;
        let future = context.run(|| self.inner.call(request));
        ending.outcome = Outcome::Abandoned;
        ResponseFuture::new(future.in_context(context), ending)
    }
}

/// What every event of the request carries.
fn context_of(request_id: &str, target: &Target) -> Context {
    let method = target.method;
    match &target.place {
        Place::Route(route) => crate::context! { request_id, method, route = &**route },
        Place::Path(path) => crate::context! { request_id, method, path = &**path },
        Place::Unsaid => crate::context! { request_id, method },
    }
}
