//! What sessions over a stream of bytes share: one connection, what is still to be written on it, what comes back, and how
//! long that may take.
//!
//! [`Stream::poll`] is one round: it reads, writes, asks how far the peer's kernel has come, and looks at the deadlines. It
//! keeps everything in the stream, so a future that is dropped between two rounds has lost nothing. A connection that ends is
//! noticed by the read that always waits, also while there is nothing to write. What is told of a stream that has ended is
//! complete: whatever came before the end has been read, and the watermark has been asked for a last time.
//!
//! It knows bytes and pieces. What they mean is the matter of the sessions.

mod outbox;
mod patience;
mod round;
#[cfg(test)]
pub(crate) mod tests;
mod timer;

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite};

pub(crate) use self::outbox::Piece;
pub(crate) use self::timer::Moment;

use self::outbox::Outbox;
use self::patience::{Pace, Patience};
use self::timer::Timer;
use super::link::Link;
use super::session::{Broken, Timeouts};

/// A connection that may know what the other side's kernel has.
pub(crate) trait Wire: AsyncRead + AsyncWrite + Unpin {
    /// How many of the bytes written here the peer's kernel has acknowledged, never more than that; `None` where nobody can
    /// tell.
    fn acknowledged(&mut self) -> Option<u64>;
}

impl Wire for Link {
    fn acknowledged(&mut self) -> Option<u64> {
        Link::acknowledged(self)
    }
}

/// A connection and what is to be written on it.
#[derive(Debug)]
pub(crate) struct Stream<W> {
    wire: W,
    outbox: Outbox,
    /// Bytes that the wire has taken.
    written: u64,
    /// Bytes that were given to the stream.
    pushed: u64,
    /// The wire may hold bytes back that it took.
    unflushed: bool,
    /// Bytes that the peer's kernel has; `None` where nobody can tell.
    acknowledged: Option<u64>,
    pace: Pace,
    patience: Patience,
    timer: Timer,
    end: Option<Broken>,
}

/// What a session wants of a round.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wants {
    /// Whether something is outstanding, so that the peer has to give a sign of life.
    pub(crate) reply: bool,
    /// When the session wants to look again by itself.
    pub(crate) wake: Option<Moment>,
}

impl<W: Wire> Stream<W> {
    /// Over a connection on which nothing has been written.
    pub(crate) fn new(mut wire: W, timeouts: Timeouts) -> Self {
        let acknowledged = wire.acknowledged();
        Self {
            wire,
            outbox: Outbox::default(),
            written: 0,
            pushed: 0,
            unflushed: false,
            acknowledged,
            pace: Pace::default(),
            patience: Patience::new(timeouts),
            timer: Timer::default(),
            end: None,
        }
    }

    /// Adds bytes to be written after those before them.
    pub(crate) fn push(&mut self, piece: Piece) {
        self.pushed += piece.bytes().len() as u64;
        self.outbox.push(piece);
    }

    /// Bytes that were pushed since the beginning: where the next piece begins.
    pub(crate) fn pushed(&self) -> u64 {
        self.pushed
    }

    /// Bytes that the connection has taken since the beginning.
    pub(crate) fn written(&self) -> u64 {
        self.written
    }

    /// Bytes that the peer's kernel has, as far as was asked; `None` where nobody can tell.
    pub(crate) fn acknowledged(&self) -> Option<u64> {
        self.acknowledged
    }

    /// An empty buffer, one that was written before if there is one.
    pub(crate) fn buffer(&mut self) -> Vec<u8> {
        self.outbox.take_spare()
    }

    /// How it ended, once it has.
    pub(crate) fn end(&self) -> Option<&Broken> {
        self.end.as_ref()
    }

    /// Ends in order: of what is not written only the rest of the event that has begun, so that the peer gets no half one,
    /// then the end of the stream. It gives up after a moment.
    pub(crate) async fn close(&mut self) {
        if self.end.is_some() {
            return;
        }
        self.outbox.keep_what_has_begun();
        let moment = self.patience.timeouts().write.min(timer::A_MOMENT);
        // Whatever keeps it from that: nothing was promised of what was not told, it is sent again.
        let _in_time = tokio::time::timeout(moment, core::future::poll_fn(|cx| self.poll_close(cx))).await;
    }

    fn poll_close(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.outbox.left() > 0 {
            let written = std::task::ready!(self.poll_write_some(cx))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
        }
        Pin::new(&mut self.wire).poll_shutdown(cx)
    }
}
