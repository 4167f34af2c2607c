//! An encrypted connection that knows where in the encrypted bytes those written are.

use core::pin::Pin;
use core::task::{Context, Poll, ready};
use std::io::{self, IoSlice};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use super::counted::Counted;
use super::watermark::Watermark;

/// Bytes encrypted in one go: so that there are ties between them, and what waits here is bounded.
const AT_ONCE: usize = 64 * 1024;

/// A connection after its handshake.
///
/// Nothing more is encrypted before everything encrypted is with the system. So after each piece there is a moment at which
/// it is known where its bytes are.
#[derive(Debug)]
pub(super) struct Encrypted {
    stream: TlsStream<Counted>,
    plain: u64,
    watermark: Watermark,
}

impl Encrypted {
    pub(super) fn new(stream: TlsStream<Counted>) -> Self {
        Self { stream, plain: 0, watermark: Watermark::default() }
    }

    /// Bytes written here that the peer's kernel has acknowledged, or fewer.
    pub(super) fn acknowledged(&mut self) -> Option<u64> {
        let encrypted = self.stream.get_ref().0.acknowledged()?;
        Some(self.watermark.acknowledged(encrypted))
    }

    /// The connection beneath.
    #[cfg(any(target_os = "linux", target_os = "android", test))]
    pub(super) fn stream(&self) -> &TcpStream {
        self.stream.get_ref().0.stream()
    }

    /// Ties what was written to what is encrypted, if all of them are with the system.
    fn tie(&mut self) {
        let (beneath, session) = self.stream.get_ref();
        if !session.wants_write() {
            self.watermark.tie(self.plain, beneath.written());
        }
    }

    /// Hands what is encrypted to the system.
    fn poll_send(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_flush(cx))?;
        self.tie();
        Poll::Ready(Ok(()))
    }

    fn wrote(&mut self, bytes: usize) -> Poll<io::Result<usize>> {
        self.plain += bytes as u64;
        self.tie();
        Poll::Ready(Ok(bytes))
    }
}

impl AsyncRead for Encrypted {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Encrypted {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.poll_send(cx))?;
        let piece = bytes.get(..AT_ONCE).unwrap_or(bytes);
        let written = ready!(Pin::new(&mut self.stream).poll_write(cx, piece))?;
        self.wrote(written)
    }

    /// Takes what it has room for, 64 KiB at most.
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        ready!(self.poll_send(cx))?;
        let written = ready!(Pin::new(&mut self.stream).poll_write_vectored(cx, pieces))?;
        self.wrote(written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.poll_send(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let ended = ready!(Pin::new(&mut self.stream).poll_shutdown(cx));
        self.tie();
        Poll::Ready(ended)
    }
}
