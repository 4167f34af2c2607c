//! A connection on which events are acknowledged by the window.

use core::future::poll_fn;
use core::task::{Context, Poll};

use super::acks::Acks;
use super::frames::{Frames, MOST_EVENTS};
use super::windows::Windows;
use crate::sink::net::chunk::Run;
use crate::sink::net::session::{Broken, Progress, Session, Timeouts};
use crate::sink::net::stream::{Piece, Stream, Wants, Wire};

/// Windows on their way.
#[derive(Debug)]
pub(crate) struct Windowed<W> {
    stream: Stream<W>,
    frames: Frames,
    /// How many windows may be outstanding.
    pipelining: usize,
    answers: Answers,
}

/// What the peer has said.
#[derive(Debug, Default)]
struct Answers {
    acks: Acks,
    windows: Windows,
    /// Events that were acknowledged and not told of.
    delivered: usize,
    /// The peer gave a sign of life that was not told of.
    alive: bool,
}

impl<W: Wire> Windowed<W> {
    /// On a new connection.
    pub(super) fn new(wire: W, timeouts: Timeouts, frames: Frames, pipelining: usize) -> Self {
        Self { stream: Stream::new(wire, timeouts), frames, pipelining, answers: Answers::default() }
    }

    fn poll_progress(&mut self, cx: &mut Context<'_>) -> Poll<Result<Progress, Broken>> {
        loop {
            let delivered = core::mem::take(&mut self.answers.delivered);
            let alive = core::mem::take(&mut self.answers.alive);
            if delivered > 0 {
                return Poll::Ready(Ok(Progress::Delivered(delivered)));
            }
            if alive {
                return Poll::Ready(Ok(Progress::Alive));
            }
            if let Some(broken) = self.stream.end() {
                return Poll::Ready(Err(broken.clone()));
            }
            let wants = Wants { reply: self.answers.windows.len() > 0, wake: None };
            let answers = &mut self.answers;
            core::task::ready!(
                self.stream.poll(cx, wants, &mut |bytes, written| answers.hear(bytes, written))
            );
        }
    }
}

impl Answers {
    fn hear(&mut self, bytes: &[u8], written: u64) -> Result<bool, Broken> {
        let mut sign = false;
        for byte in bytes {
            if let Some(sequence) = self.acks.take(*byte)? {
                self.delivered += self.windows.acknowledge(sequence, written)?;
                self.alive = true;
                sign = true;
            }
        }
        Ok(sign)
    }
}

impl<W: Wire> Session for Windowed<W> {
    fn has_room(&self) -> bool {
        self.answers.windows.len() < self.pipelining
    }

    fn submit(&mut self, run: Run) {
        let mut rest = run;
        while rest.len() > 0 {
            let (window, after) = rest.split_at(MOST_EVENTS);
            let mut bytes = self.stream.buffer();
            self.frames.window(window.events(), &mut bytes);
            self.stream.push(Piece::Frame(bytes));
            self.answers.windows.push(window.len(), self.stream.pushed());
            rest = after;
        }
    }

    async fn progress(&mut self) -> Result<Progress, Broken> {
        poll_fn(|cx| self.poll_progress(cx)).await
    }

    async fn close(&mut self) {
        self.stream.close().await;
    }
}
