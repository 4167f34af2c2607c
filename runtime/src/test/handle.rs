//! Threads and tasks that are told which capture they belong to.

use core::fmt;
use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};

use crate::frontend::{Joined, Threads, Ticket};

/// Names a capture, for threads and tasks that cannot be known to belong to it: see [`Captured::handle`](super::Captured::handle).
///
/// It may go to any thread. When the capture has ended, nothing comes of it: what is logged belongs to the installed
/// logger.
#[derive(Debug, Clone, Copy)]
pub struct CaptureHandle {
    ticket: Ticket,
}

impl CaptureHandle {
    pub(super) fn new(ticket: Ticket) -> Self {
        Self { ticket }
    }

    /// See [`Captured::enter`](super::Captured::enter).
    #[must_use = "the thread leaves the capture when this is dropped"]
    pub fn enter(self) -> Entered {
        Entered { _joined: Joined::join(self.ticket, Threads::Follow) }
    }

    /// See [`Captured::watch`](super::Captured::watch).
    pub fn watch<F: Future>(self, future: F) -> Watched<F> {
        Watched { future: Some(Box::pin(future)), ticket: self.ticket }
    }
}

/// The thread belongs to a capture for as long as this lives; see [`Captured::enter`](super::Captured::enter).
#[must_use = "the thread leaves the capture when this is dropped"]
#[derive(Debug)]
pub struct Entered {
    _joined: Joined,
}

/// A future that belongs to a capture, on whatever thread it runs; see [`Captured::watch`](super::Captured::watch).
#[must_use = "a future does nothing unless it is awaited or spawned"]
pub struct Watched<F> {
    /// Gone once it is dropped.
    future: Option<Pin<Box<F>>>,
    ticket: Ticket,
}

impl<F: Future> Future for Watched<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.get_mut();
        // A thread that the runtime starts meanwhile is the runtime's, and may do another test's work next.
        let _joined = Joined::join(this.ticket, Threads::Alone);
        match &mut this.future {
            Some(future) => future.as_mut().poll(context),
            // It is there until it is dropped.
            None => Poll::Pending,
        }
    }
}

impl<F> Drop for Watched<F> {
    fn drop(&mut self) {
        // What it still holds may log when it is dropped, after a cancellation for one.
        let _joined = Joined::join(self.ticket, Threads::Alone);
        self.future = None;
    }
}

impl<F> fmt::Debug for Watched<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watched").field("ticket", &self.ticket).finish_non_exhaustive()
    }
}
