//! [`ResponseFuture`]: an answer on its way.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context as Task, Poll};

use http::{HeaderValue, Response};
use pin_project_lite::pin_project;

use super::ending::Ending;
use super::event::Outcome;
use super::identity::REQUEST_ID;
use super::layer::Answer;
use crate::context::ContextFuture;

pin_project! {
    /// An answer on its way, in the context of its request. When it is there, or when this is dropped before, the request is
    /// logged.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless they are polled"]
    pub struct ResponseFuture<F> {
        // Before `ending`: what is logged while it is dropped comes before the event at the end.
        #[pin]
        inner: ContextFuture<F>,
        // None once the answer was given.
        ending: Option<Ending>,
    }
}

impl<F> ResponseFuture<F> {
    pub(super) fn new(inner: ContextFuture<F>, ending: Ending) -> Self {
        Self { inner, ending: Some(ending) }
    }
}

impl<F, R, E> Future for ResponseFuture<F>
where
    F: Future<Output = Result<Response<R>, E>>,
{
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<Self::Output> {
        let this = self.project();
        // If it panics, this is what stays.
        say(this.ending, Outcome::Panicked);
        let mut polled = this.inner.poll(task);
        match &mut polled {
            Poll::Pending => say(this.ending, Outcome::Abandoned),
            Poll::Ready(result) => {
                if let Some(ending) = this.ending.take() {
                    finish(ending, result);
                }
            }
        }
        polled
    }
}

fn say(ending: &mut Option<Ending>, outcome: Outcome) {
    if let Some(ending) = ending {
        ending.outcome = outcome;
    }
}

/// Notes how it went; dropping `ending` logs it.
fn finish<R, E>(mut ending: Ending, result: &mut Result<Response<R>, E>) {
    let Ok(response) = result else {
        ending.outcome = Outcome::Failed;
        return;
    };
    ending.outcome = Outcome::Answered;
    ending.status = Some(response.status().as_u16());
    if let (Answer::WithId, Ok(id)) = (ending.settings.answer, HeaderValue::from_str(ending.id.as_str())) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
}
