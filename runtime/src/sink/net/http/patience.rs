//! How long a session waits for its peer.

use core::pin::Pin;
use core::task::{Context, Poll, ready};

use tokio::time::{Instant, Sleep};

use super::meter::Moved;
use crate::clock;
use crate::sink::net::session::{Broken, Timeouts, Trouble};

/// The deadlines of a request: for each byte that is to be written, and from the last one for the whole answer. An answer that
/// comes in drops is no sign of life: it would hold the connection for as long as somebody likes.
#[derive(Debug)]
pub(super) struct Patience {
    timeouts: Timeouts,
    timer: Pin<Box<Sleep>>,
    /// Bytes that were written when it was last looked at, and since when there were no more.
    written: u64,
    since: Instant,
}

impl Patience {
    pub(super) fn new(timeouts: Timeouts) -> Self {
        let since = Instant::from_std(clock::instant());
        Self { timeouts, timer: Box::pin(tokio::time::sleep_until(since)), written: 0, since }
    }

    /// A request is about to be sent.
    pub(super) fn begin(&mut self, moved: &Moved) {
        self.written = moved.written();
        self.since = Instant::from_std(clock::instant());
    }

    /// Ready when it is over.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>, moved: &Moved) -> Poll<Broken> {
        if self.written != moved.written() {
            self.begin(moved);
        }
        let (patience, why, what) = match moved.is_blocked() {
            true => (self.timeouts.write, Trouble::WriteTimeout, "it took no bytes"),
            false => (self.timeouts.ack, Trouble::AckTimeout, "there was no whole answer"),
        };
        // Further away than a clock goes: never.
        let Some(deadline) = self.since.checked_add(patience) else { return Poll::Pending };
        if self.timer.deadline() != deadline {
            self.timer.as_mut().reset(deadline);
        }
        ready!(self.timer.as_mut().poll(cx));
        Poll::Ready(Broken::new(why, format!("{what} for {patience:?}")))
    }
}
