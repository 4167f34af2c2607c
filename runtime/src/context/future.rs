//! Futures that run in a context.

use core::future::Future;
use core::pin::Pin;
use core::task::{self, Poll};

use pin_project_lite::pin_project;

use super::current::Scope;
use super::handle::Context;

/// Gives a future a context; every future has it.
pub trait InContext: Sized {
    /// The future, in whose events the keys of `context` stand, and those of what is in force here:
    ///
    /// ```
    /// use blackbar::{Context, InContext, context, info};
    ///
    /// async fn handle() {
    ///     info!("accepted"); // … "context":{"request_id":7}
    /// }
    ///
    /// # fn spawn<F: Future + Send + 'static>(_: F) {}
    /// spawn(handle().in_context(context! { request_id = 7 }));
    /// spawn(handle().in_context(Context::current())); // hands on what is in force here
    /// ```
    ///
    /// It holds at every `.await`, whichever thread polls the future, and while it is dropped, finished or not. Where it is
    /// polled inside of other contexts, their keys are there too; of equal keys that of `context` wins, then that of what is in
    /// force here. A context that is [`alone`](Context::alone) inherits from neither.
    ///
    /// A poll costs a few nanoseconds and allocates nothing, as long as what is in force around it does not change.
    fn in_context(self, context: Context) -> ContextFuture<Self>;
}

impl<F: Future> InContext for F {
    fn in_context(self, context: Context) -> ContextFuture<Self> {
        ContextFuture { scope: Scope::new(context), inner: Some(self) }
    }
}

pin_project! {
    /// A future that runs in a [`Context`]; made by [`in_context`](InContext::in_context).
    #[derive(Debug)]
    #[must_use = "futures do nothing unless they are polled"]
    pub struct ContextFuture<F> {
        scope: Scope,
        // None only while it is being dropped.
        #[pin]
        inner: Option<F>,
    }

    impl<F> PinnedDrop for ContextFuture<F> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            let _inside = this.scope.enter();
            this.inner.set(None);
        }
    }
}

impl<F: Future> Future for ContextFuture<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, task: &mut task::Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let _inside = this.scope.enter();
        match this.inner.as_pin_mut() {
            Some(inner) => inner.poll(task),
            None => Poll::Pending,
        }
    }
}
