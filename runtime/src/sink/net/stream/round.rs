//! One round on a stream: read, write, ask for the watermark, look at the deadlines.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::ReadBuf;

use super::patience::Signs;
use super::timer::Moment;
use super::{Stream, Wants, Wire};
use crate::sink::net::session::{Broken, Trouble};

/// What came is read in parts of this many bytes: answers are short.
const READ: usize = 1024;
/// Below this a piece is written together with those after it.
const LARGE: usize = 64 * 1024;
/// So many pieces at once.
const SLICES: usize = 16;

/// Told of the bytes that came, and how many were written before; whether the peer showed by them that it is at work.
pub(crate) type Hear<'a> = &'a mut dyn FnMut(&[u8], u64) -> Result<bool, Broken>;

impl<W: Wire> Stream<W> {
    /// Moves bytes both ways. It is ready when the session should look at what changed: the peer gave a sign of life, bytes
    /// were written, the watermark moved, it is time to wake, or the stream has ended. `hear` gets what came; an error of it ends the stream.
    ///
    /// A stream that has ended is always ready and does nothing.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>, wants: Wants, hear: Hear<'_>) -> Poll<()> {
        loop {
            if self.end.is_some() {
                return Poll::Ready(());
            }
            let now = Moment::now();
            let mut heard = self.read(cx, hear);
            let open = self.end.is_none();
            let wrote = open && self.write(cx);
            if open && self.end.is_some() {
                // A write that failed says nothing of what came before: the peer may have answered and then gone.
                heard |= self.read(cx, hear);
            }
            let came = self.follow(now, wrote);
            self.patience.note(
                now,
                Signs {
                    blocked: self.outbox.left() > 0 || self.unflushed,
                    awaiting: wants.reply,
                    taken: wrote || came,
                    heard,
                },
            );
            if self.end.is_none()
                && let Some(broken) = self.patience.over(now)
            {
                self.end = Some(broken);
                self.follow(now, false);
            }
            let woken = wants.wake.is_some_and(|wake| wake <= now);
            if heard || wrote || came || woken || self.end.is_some() {
                return Poll::Ready(());
            }
            let deadlines = [self.patience.deadline(), self.next_look(), wants.wake];
            if self.timer.poll(cx, deadlines.into_iter().flatten().min()).is_pending() {
                return Poll::Pending;
            }
        }
    }

    /// Reads what is there; whether the peer showed that it is at work.
    fn read(&mut self, cx: &mut Context<'_>, hear: Hear<'_>) -> bool {
        let mut space = [0; READ];
        let mut heard = false;
        loop {
            let mut buffer = ReadBuf::new(&mut space);
            let end = match Pin::new(&mut self.wire).poll_read(cx, &mut buffer) {
                Poll::Pending => return heard,
                Poll::Ready(Ok(())) if buffer.filled().is_empty() => {
                    Broken::new(Trouble::Closed, "the peer closed the connection")
                }
                Poll::Ready(Ok(())) => match hear(buffer.filled(), self.written) {
                    Ok(sign) => {
                        heard |= sign;
                        continue;
                    }
                    Err(broken) => broken,
                },
                Poll::Ready(Err(error)) => Broken::of(&error),
            };
            // What ended it first says more.
            self.end.get_or_insert(end);
            return heard;
        }
    }

    /// Writes what it can; whether anything was taken.
    fn write(&mut self, cx: &mut Context<'_>) -> bool {
        let mut wrote = false;
        loop {
            let step = if self.outbox.left() > 0 {
                match self.poll_write_some(cx) {
                    Poll::Ready(Ok(0)) => Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                    Poll::Ready(Ok(_)) => {
                        wrote = true;
                        continue;
                    }
                    Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
                    Poll::Pending => Poll::Pending,
                }
            } else if self.unflushed {
                Pin::new(&mut self.wire).poll_flush(cx)
            } else {
                return wrote;
            };
            match step {
                Poll::Pending => return wrote,
                Poll::Ready(Ok(())) => self.unflushed = false,
                Poll::Ready(Err(error)) => {
                    self.end = Some(Broken::of(&error));
                    return wrote;
                }
            }
        }
    }

    /// One write: a large piece straight from where it lies, small ones several at once.
    pub(super) fn poll_write_some(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let wire = Pin::new(&mut self.wire);
        let first = self.outbox.first();
        let together = first.len() < LARGE && first.len() < self.outbox.left() && wire.is_write_vectored();
        let taken = if together {
            let mut slices = [IoSlice::new(&[]); SLICES];
            let count = self.outbox.slices(&mut slices);
            wire.poll_write_vectored(cx, slices.get(..count).unwrap_or_default())
        } else {
            wire.poll_write(cx, first)
        };
        let taken = std::task::ready!(taken)?;
        self.outbox.advance(taken);
        self.written += taken as u64;
        self.unflushed = true;
        Poll::Ready(Ok(taken))
    }

    /// Asks how far the peer's kernel has come, if it is time for that; whether it has come further.
    fn follow(&mut self, now: Moment, wrote: bool) -> bool {
        let Some(known) = self.acknowledged.filter(|known| *known < self.written) else {
            return false;
        };
        if !(wrote || self.end.is_some() || self.pace.is_due(now)) {
            return false;
        }
        let reached = self.wire.acknowledged().unwrap_or(known).min(self.written);
        let came = reached > known;
        self.acknowledged = Some(reached.max(known));
        self.pace.looked(now, came || wrote);
        came
    }

    /// When to ask for the watermark next.
    fn next_look(&self) -> Option<Moment> {
        self.acknowledged.filter(|known| *known < self.written).and_then(|_| self.pace.due())
    }
}
