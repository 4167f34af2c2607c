//! A connection to a peer, encrypted or not.

use core::pin::Pin;
use core::task::{Context, Poll};
use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::address::Address;
use super::session::{Broken, Timeouts, Trouble};

/// How peers are reached.
#[derive(Debug, Clone, Default)]
pub(crate) struct Connector {
    timeouts: Timeouts,
}

impl Connector {
    /// With these timeouts.
    pub(crate) fn new(timeouts: Timeouts) -> Self {
        Self { timeouts }
    }

    /// How long a peer may take.
    pub(crate) fn timeouts(&self) -> &Timeouts {
        &self.timeouts
    }

    /// The addresses that a name stands for now.
    ///
    /// # Errors
    /// When there is none, or nobody who knows.
    pub(crate) async fn resolve(&self, address: &Address) -> Result<Vec<SocketAddr>, Broken> {
        let found = tokio::net::lookup_host((address.host(), address.port())).await;
        found.map(Iterator::collect).map_err(|error| Broken::new(Trouble::Dns, error.to_string()))
    }

    /// Connects, and encrypts the connection if that is wanted.
    ///
    /// # Errors
    /// What kept it from that.
    pub(crate) async fn connect(&self, address: &Address) -> Result<Link, Broken> {
        let addresses = self.resolve(address).await?;
        let stream = TcpStream::connect(&*addresses)
            .await
            .map_err(|error| Broken::new(Trouble::Refused, format!("{address}: {error}")))?;
        let peer = stream.peer_addr().map_err(|error| Broken::new(Trouble::Io, error.to_string()))?;
        Ok(Link { stream, peer })
    }
}

/// An open connection.
#[derive(Debug)]
pub(crate) struct Link {
    stream: TcpStream,
    peer: SocketAddr,
}

impl Link {
    /// How many of the bytes that were written here the peer's kernel has acknowledged; it never says more than that. `None`
    /// where the system does not tell.
    pub(crate) fn acknowledged(&mut self) -> Option<u64> {
        None
    }

    /// The address that is connected to.
    pub(crate) fn peer(&self) -> SocketAddr {
        self.peer
    }
}

impl AsyncRead for Link {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Link {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
