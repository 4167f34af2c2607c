//! A connection on which events are lines.

use core::future::poll_fn;
use core::task::{Context, Poll};
use core::time::Duration;

use super::boundaries::Boundaries;
use super::guess::Guess;
use crate::sink::net::chunk::Run;
use crate::sink::net::session::{Broken, Progress, Session, Timeouts};
use crate::sink::net::stream::{Moment, Piece, Stream, Wants, Wire};

/// Bytes on their way before it takes no more: enough for a line of 10 Gbit/s over 3 ms, or 1 Gbit/s over 30 ms.
const IN_FLIGHT: u64 = 4 * 1024 * 1024;

/// Events on their way as lines.
#[derive(Debug)]
pub(crate) struct Lines<W> {
    stream: Stream<W>,
    boundaries: Boundaries,
    /// Only where nobody tells what has arrived.
    guess: Option<Guess>,
    idle_newline: Option<Duration>,
    /// When something was last written.
    active: Moment,
}

impl<W: Wire> Lines<W> {
    /// On a new connection. After each `idle_newline` without an event an empty line is sent, which means nothing.
    pub(super) fn new(wire: W, timeouts: Timeouts, idle_newline: Option<Duration>) -> Self {
        let stream = Stream::new(wire, timeouts);
        let guess = stream.acknowledged().is_none().then(Guess::default);
        Self { stream, boundaries: Boundaries::default(), guess, idle_newline, active: Moment::now() }
    }

    fn poll_progress(&mut self, cx: &mut Context<'_>) -> Poll<Result<Progress, Broken>> {
        loop {
            let reached = self.reached();
            let delivered = self.boundaries.pass(reached);
            if delivered > 0 {
                return Poll::Ready(Ok(Progress::Delivered(delivered)));
            }
            if let Some(broken) = self.stream.end() {
                return Poll::Ready(Err(broken.clone()));
            }
            self.keep_alive();
            let written = self.stream.written();
            // Nothing that a peer says here means anything.
            core::task::ready!(self.stream.poll(cx, self.wants(), &mut |_, _| Ok(false)));
            if self.stream.written() > written {
                self.active = Moment::now();
            }
        }
    }

    /// The offset below which everything has arrived.
    fn reached(&mut self) -> u64 {
        match &mut self.guess {
            Some(guess) if self.stream.end().is_some() => guess.assumed(),
            Some(guess) => guess.assume(self.stream.written(), Moment::now()),
            None => self.stream.acknowledged().unwrap_or(0),
        }
    }

    fn wants(&self) -> Wants {
        let newline = self.idle_newline.filter(|_| self.is_idle()).map(|every| self.active + every);
        let reply = self.stream.acknowledged().is_some_and(|reached| reached < self.stream.pushed());
        let wake = newline.into_iter().chain(self.guess.as_ref().and_then(Guess::due)).min();
        Wants { reply, wake }
    }

    fn is_idle(&self) -> bool {
        self.stream.written() == self.stream.pushed()
    }

    /// Writes an empty line if nothing was written for long.
    fn keep_alive(&mut self) {
        if let Some(every) = self.idle_newline
            && self.is_idle()
            && self.active + every <= Moment::now()
        {
            self.stream.push(Piece::Frame(vec![b'\n']));
        }
    }
}

impl<W: Wire> Session for Lines<W> {
    fn has_room(&self) -> bool {
        let pushed = self.stream.pushed();
        pushed - self.boundaries.first().unwrap_or(pushed) < IN_FLIGHT
    }

    fn submit(&mut self, run: Run) {
        let start = self.stream.pushed();
        self.boundaries.push(run.clone(), start);
        self.stream.push(Piece::Run(run));
        if let Some(guess) = &mut self.guess {
            guess.push(self.stream.pushed());
        }
    }

    async fn progress(&mut self) -> Result<Progress, Broken> {
        poll_fn(|cx| self.poll_progress(cx)).await
    }

    async fn close(&mut self) {
        self.stream.close().await;
    }
}
