//! A service in a function, and what was logged of it.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use blackbar::tower::{RequestLog, RequestLogService};
use blackbar::{Logger, Memory};
use http::{Request, Response};
use serde_json::Value;
use tower_layer::Layer;
use tower_service::Service;

/// What a service of these tests gives back.
pub(crate) type Answered<'f> = Pin<Box<dyn Future<Output = Result<Response<()>, &'static str>> + 'f>>;

/// The route of a request, as a router may put it among the extensions.
#[derive(Debug, Clone)]
pub(crate) struct Route(pub(crate) &'static str);

/// A service made of a function.
#[derive(Debug, Clone)]
pub(crate) struct ServiceFn<F>(F);

impl<'f, F: FnMut(Request<()>) -> Answered<'f>> Service<Request<()>> for ServiceFn<F> {
    type Response = Response<()>;
    type Error = &'static str;
    type Future = Answered<'f>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<()>) -> Self::Future {
        (self.0)(request)
    }
}

/// The layer around a function.
pub(crate) fn logged<'f, F>(layer: &RequestLog, handler: F) -> RequestLogService<ServiceFn<F>>
where
    F: FnMut(Request<()>) -> Answered<'f>,
{
    layer.layer(ServiceFn(handler))
}

/// An answer with this status.
pub(crate) fn answer(status: u16) -> Result<Response<()>, &'static str> {
    Ok(Response::builder().status(status).body(()).unwrap())
}

/// A request for this target.
pub(crate) fn get(target: &str) -> Request<()> {
    Request::builder().uri(target).body(()).unwrap()
}

/// Polls until it is ready; nothing in these tests waits for anything.
pub(crate) fn finish<F: Future>(future: F) -> F::Output {
    let mut future = Box::pin(future);
    loop {
        if let Poll::Ready(output) = poll_once(future.as_mut()) {
            return output;
        }
    }
}

pub(crate) fn poll_once<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// Pending once.
pub(crate) async fn later() {
    let mut polled = false;
    std::future::poll_fn(
        |_| if std::mem::replace(&mut polled, true) { Poll::Ready(()) } else { Poll::Pending },
    )
    .await;
}

/// The lines that `work` logs on this thread.
pub(crate) fn lines_of(work: impl FnOnce()) -> Vec<Value> {
    let memory = Memory::new();
    let logger = logger_of(&memory);
    let scope = logger.scope();
    work();
    drop(scope);
    logger.flush().unwrap();
    assert!(logger.stats().is_balanced());
    memory.lines().iter().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn logger_of(memory: &Memory) -> Logger {
    Logger::builder().fixed_filter("trace").sink(memory.clone()).build().unwrap()
}

/// The only line that `work` logs, which is the end of a request.
#[track_caller]
pub(crate) fn end_of(work: impl FnOnce()) -> Value {
    let mut lines = lines_of(work);
    assert_eq!(lines.len(), 1, "{lines:#?}");
    let line = lines.remove(0);
    assert_eq!(line["event"], "http.request");
    line
}
