//! A connection to a peer, encrypted or not, and how far the peer has acknowledged what was written.

mod counted;
#[cfg(feature = "tls")]
mod encrypted;
#[cfg(test)]
pub(in crate::sink::net) mod tests;
mod trouble;
#[cfg(feature = "tls")]
mod watermark;

use core::pin::Pin;
use core::task::{Context, Poll};
use std::io::{self, IoSlice};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

pub(crate) use super::connect::Connector;
use counted::Counted;

/// An open connection. An encrypted one is so from its first byte.
///
/// What was written is on its way when `poll_flush` is ready: an encrypted connection keeps up to 64 KiB until then, and writes
/// them with the next `poll_write` or `poll_flush`. `poll_shutdown` ends the stream of bytes; encrypted, it says so to the peer
/// before.
///
/// The end of what a peer sends is `Ok(0)`, and an error where the peer should have said that it is the end.
#[derive(Debug)]
pub(crate) struct Link {
    stream: Stream,
}

#[derive(Debug)]
enum Stream {
    Plain(Counted),
    #[cfg(feature = "tls")]
    Encrypted(Box<encrypted::Encrypted>),
}

impl Link {
    pub(super) fn plain(stream: TcpStream) -> Self {
        Self { stream: Stream::Plain(Counted::new(stream)) }
    }

    /// Encrypts a connection to which nothing was written yet.
    #[cfg(feature = "tls")]
    pub(super) async fn encrypted(
        stream: TcpStream,
        client: &super::tls::Client,
        address: &super::address::Address,
    ) -> Result<Self, super::session::Broken> {
        let stream = client.connect(Counted::new(stream), address).await?;
        Ok(Self { stream: Stream::Encrypted(Box::new(encrypted::Encrypted::new(stream))) })
    }

    /// How many of the bytes that were written here the peer's kernel has acknowledged; it never says more than that. It can be
    /// asked after the connection broke, too. `None` where the system does not tell.
    pub(crate) fn acknowledged(&mut self) -> Option<u64> {
        match &mut self.stream {
            Stream::Plain(stream) => stream.acknowledged(),
            #[cfg(feature = "tls")]
            Stream::Encrypted(stream) => stream.acknowledged(),
        }
    }

    /// The address that is connected to.
    #[cfg(test)]
    pub(super) fn peer(&self) -> std::net::SocketAddr {
        self.socket().peer_addr().unwrap()
    }

    /// Keeps the connection for as long as the peer has no room and says so: for a protocol whose peers give signs of life of
    /// their own while they are busy. Otherwise the system gives it up when that takes longer than an acknowledgement may.
    pub(crate) fn outlast_full_peers(&self) {
        #[cfg(any(target_os = "linux", target_os = "android"))]
        {
            // What cannot be set on a connection that broke meanwhile does not matter.
            let _set_or_broken = rustix::net::sockopt::set_tcp_user_timeout(self.socket(), 0);
        }
    }

    #[cfg(any(target_os = "linux", target_os = "android", test))]
    fn socket(&self) -> &TcpStream {
        match &self.stream {
            Stream::Plain(stream) => stream.stream(),
            #[cfg(feature = "tls")]
            Stream::Encrypted(stream) => stream.stream(),
        }
    }
}

impl AsyncRead for Link {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_read(cx, buf),
            #[cfg(feature = "tls")]
            Stream::Encrypted(stream) => Pin::new(&mut **stream).poll_read(cx, buf),
        }
    }
}

impl AsyncWrite for Link {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_write(cx, bytes),
            #[cfg(feature = "tls")]
            Stream::Encrypted(stream) => Pin::new(&mut **stream).poll_write(cx, bytes),
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_write_vectored(cx, pieces),
            #[cfg(feature = "tls")]
            Stream::Encrypted(stream) => Pin::new(&mut **stream).poll_write_vectored(cx, pieces),
        }
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_flush(cx),
            #[cfg(feature = "tls")]
            Stream::Encrypted(stream) => Pin::new(&mut **stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.stream {
            Stream::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            #[cfg(feature = "tls")]
            Stream::Encrypted(stream) => Pin::new(&mut **stream).poll_shutdown(cx),
        }
    }
}
