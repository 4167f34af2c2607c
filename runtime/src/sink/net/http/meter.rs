//! What moves on a connection that hyper has.

use core::pin::Pin;
use core::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use core::task::{Context, Poll};
use std::io;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Shows how many bytes the peer took.
///
/// It keeps back an error in writing as well: a peer that says `413` and closes makes the next write fail while its answer
/// waits to be read. What reading tells then, the answer or an end, is the better news.
#[derive(Debug)]
pub(super) struct Meter<T> {
    inner: T,
    moved: Arc<Moved>,
    /// Writing failed: nothing is written any more.
    broken: bool,
}

/// What the session sees of it. All of it happens on one thread.
#[derive(Debug, Default)]
pub(super) struct Moved {
    written: AtomicU64,
    blocked: AtomicBool,
}

impl Moved {
    /// Bytes that the system took.
    pub(super) fn written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }

    /// Whether there are more that it did not take.
    pub(super) fn is_blocked(&self) -> bool {
        self.blocked.load(Ordering::Relaxed)
    }
}

impl<T> Meter<T> {
    pub(super) fn new(inner: T) -> (Self, Arc<Moved>) {
        let moved = Arc::new(Moved::default());
        (Self { inner, moved: Arc::clone(&moved), broken: false }, moved)
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Meter<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(cx, buf)
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Meter<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.broken {
            // Reading wakes it up.
            return Poll::Pending;
        }
        let written = Pin::new(&mut self.inner).poll_write(cx, bytes);
        self.moved.blocked.store(written.is_pending(), Ordering::Relaxed);
        match written {
            Poll::Ready(Ok(count)) => {
                self.moved.written.fetch_add(count as u64, Ordering::Relaxed);
            }
            Poll::Ready(Err(_)) => {
                self.broken = true;
                return Poll::Pending;
            }
            Poll::Pending => {}
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.broken {
            return Poll::Pending;
        }
        let flushed = Pin::new(&mut self.inner).poll_flush(cx);
        self.moved.blocked.store(flushed.is_pending(), Ordering::Relaxed);
        match flushed {
            Poll::Ready(Err(_)) => {
                self.broken = true;
                Poll::Pending
            }
            other => other,
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}
