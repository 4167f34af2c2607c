//! A connection in memory, and its other side as a test moves it: what it takes, says and acknowledges.

use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use std::collections::VecDeque;
use std::io::{self, ErrorKind, IoSlice};
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::sink::net::stream::Wire;

/// The near side.
#[derive(Debug)]
pub(crate) struct Pipe(Arc<Mutex<State>>);

/// The far side.
#[derive(Debug, Clone)]
pub(crate) struct Peer(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    got: Vec<u8>,
    writes: usize,
    /// How many bytes it takes yet.
    room: usize,
    incoming: VecDeque<u8>,
    acknowledged: Option<u64>,
    asked: usize,
    closed: bool,
    reset: bool,
    /// What it says, and goes, when it is written to.
    last_words: Option<Vec<u8>>,
    shut: bool,
    wakers: Vec<Waker>,
}

/// A connection whose peer takes nothing yet, and has acknowledged nothing.
pub(crate) fn pair() -> (Pipe, Peer) {
    pair_of(State { acknowledged: Some(0), ..State::default() })
}

/// One of which nobody knows what was acknowledged.
pub(crate) fn pair_without_watermark() -> (Pipe, Peer) {
    pair_of(State::default())
}

fn pair_of(state: State) -> (Pipe, Peer) {
    let state = Arc::new(Mutex::new(state));
    (Pipe(Arc::clone(&state)), Peer(state))
}

impl Peer {
    fn change(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.0.lock().unwrap();
        change(&mut state);
        let wakers = core::mem::take(&mut state.wakers);
        drop(state);
        wakers.into_iter().for_each(Waker::wake);
    }

    /// Takes so many bytes more.
    pub(crate) fn takes(&self, bytes: usize) {
        self.change(|state| state.room += bytes);
    }

    pub(crate) fn says(&self, bytes: &[u8]) {
        self.change(|state| state.incoming.extend(bytes));
    }

    /// Its kernel has so many bytes now. Nobody is told: it has to be asked for.
    pub(crate) fn acknowledges(&self, bytes: u64) {
        self.0.lock().unwrap().acknowledged = Some(bytes);
    }

    pub(crate) fn closes(&self) {
        self.change(|state| state.closed = true);
    }

    pub(crate) fn resets(&self) {
        self.change(|state| state.reset = true);
    }

    pub(crate) fn says_and_resets_at_the_next_write(&self, bytes: &[u8]) {
        self.0.lock().unwrap().last_words = Some(bytes.to_vec());
    }

    pub(crate) fn got(&self) -> Vec<u8> {
        self.0.lock().unwrap().got.clone()
    }

    pub(crate) fn writes(&self) -> usize {
        self.0.lock().unwrap().writes
    }

    /// How often the watermark was asked for.
    pub(crate) fn asked(&self) -> usize {
        self.0.lock().unwrap().asked
    }

    pub(crate) fn was_told_the_end(&self) -> bool {
        self.0.lock().unwrap().shut
    }
}

impl Pipe {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

impl Wire for Pipe {
    fn acknowledged(&mut self) -> Option<u64> {
        let mut state = self.state();
        state.asked += 1;
        state.acknowledged
    }
}

impl AsyncRead for Pipe {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let mut state = self.state();
        while buf.remaining() > 0
            && let Some(byte) = state.incoming.pop_front()
        {
            buf.put_slice(&[byte]);
        }
        if !buf.filled().is_empty() {
            return Poll::Ready(Ok(()));
        }
        if state.reset {
            return Poll::Ready(Err(ErrorKind::ConnectionReset.into()));
        }
        if state.closed {
            return Poll::Ready(Ok(()));
        }
        state.wakers.push(cx.waker().clone());
        Poll::Pending
    }
}

impl AsyncWrite for Pipe {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(bytes)])
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let mut state = self.state();
        if let Some(words) = state.last_words.take() {
            state.incoming.extend(words);
            state.reset = true;
        }
        if state.reset {
            return Poll::Ready(Err(ErrorKind::ConnectionReset.into()));
        }
        let bytes: Vec<u8> = slices.iter().flat_map(|slice| slice.iter().copied()).collect();
        let taken = bytes.len().min(state.room);
        if taken == 0 {
            state.wakers.push(cx.waker().clone());
            return Poll::Pending;
        }
        state.room -= taken;
        state.writes += 1;
        state.got.extend_from_slice(&bytes[..taken]);
        Poll::Ready(Ok(taken))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.state().shut = true;
        Poll::Ready(Ok(()))
    }
}
