//! A port of the loopback interface that stays ours while nobody listens.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4, TcpListener};
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};

/// How often a thread that waits for the network looks for orders.
pub(super) const TICK: Duration = Duration::from_millis(5);

/// A port that the system chose. A socket that is bound and does not listen keeps it: connections are refused, and no other
/// program gets the port, nor does a client that connects to it become its own peer.
#[derive(Debug)]
pub struct Port {
    held: Socket,
    address: SocketAddr,
}

impl Port {
    /// One that is free now.
    #[must_use]
    pub fn new() -> Self {
        let held = bound(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0).into()).unwrap();
        let address = held.local_addr().unwrap().as_socket().unwrap();
        Self { held, address }
    }

    /// Where a listener on it will be found.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Listens. `window` is the size of the receive buffer of each connection; the system may double it. Waiting for a connection
    /// ends after a [`TICK`], with an error of the kind `WouldBlock`.
    pub(super) fn listen(&mut self, window: Option<usize>) -> TcpListener {
        // Bound before the other one listens: afterwards the port would count as taken.
        let next = bound(self.address).unwrap();
        let listener = std::mem::replace(&mut self.held, next);
        if let Some(bytes) = window {
            listener.set_recv_buffer_size(bytes).unwrap();
        }
        listener.set_read_timeout(Some(TICK)).unwrap();
        listener.listen(1024).unwrap();
        listener.into()
    }
}

impl Default for Port {
    fn default() -> Self {
        Self::new()
    }
}

fn bound(address: SocketAddr) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    Ok(socket)
}
