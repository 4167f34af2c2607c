//! Logstash's `udp` input: a datagram for each event.
//!
//! The line end goes along: the codec `json` takes it for white space, and `json_lines` needs it. Nobody says what becomes
//! of a datagram, so none is sent twice. What can be known is that nobody listens: the peer's machine says so some time after a
//! datagram, and the system tells with one of the next. Then the session is over and what follows waits for the next one.

mod session;
mod shipper;
#[cfg(test)]
mod tests;

use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use tokio::net::UdpSocket;

use crate::error::Error;
use crate::sink::Guarantee;
use crate::sink::net::address::{Address, Expected, Scheme};
use crate::sink::net::connect::Connector;
use crate::sink::net::session::{Broken, Limits, Protocol, Trouble};

pub(crate) use session::DatagramSession;

/// What goes through Ethernet and tunnels in one piece: 1500 bytes, less 40 for IPv6, 8 for UDP and 20 for what is between.
const MOST: usize = 1432;
/// What UDP over IPv4 can carry at all.
const MOST_AT_ALL: usize = 65_507;

/// Events as datagrams: what [`Logstash::udp`](crate::Logstash::udp) ships by.
#[derive(Debug, Clone)]
pub struct Datagrams {
    most: usize,
    /// Which of several addresses of a name is the one: the next when it was refused.
    turn: usize,
    refused: Arc<AtomicBool>,
}

impl Default for Datagrams {
    fn default() -> Self {
        Self { most: MOST, turn: 0, refused: Arc::default() }
    }
}

impl Datagrams {
    /// What is taken for an address.
    pub(crate) const ADDRESS: Expected =
        Expected { schemes: &[Scheme::Udp], port: None, example: "logs.example.com:5000" };
}

impl Protocol for Datagrams {
    type Session = DatagramSession;

    fn guarantee(&self) -> Guarantee {
        Guarantee::Sent
    }

    fn limits(&self) -> Limits {
        Limits { events: 1000, bytes: 1 << 18, age: Duration::ZERO }
    }

    fn prepare(&mut self) -> Result<(), Error> {
        match self.most {
            1..=MOST_AT_ALL => Ok(()),
            _ => Err(Error::invalid(
                "max_datagram",
                self.most,
                "write a number from 1 to 65507, or leave it out for 1432",
            )),
        }
    }

    async fn open(&mut self, address: &Address, connector: &Connector) -> Result<DatagramSession, Broken> {
        let found = connector.resolve(address).await?;
        if self.refused.swap(false, Ordering::Relaxed) {
            self.turn = self.turn.wrapping_add(1);
        }
        let peer = found.get(self.turn.checked_rem(found.len()).unwrap_or(0));
        let peer = *peer.ok_or_else(|| Broken::new(Trouble::Dns, "it has no address"))?;
        let socket = connected(peer).await.map_err(|error| Broken::of(&error))?;
        Ok(DatagramSession::new(socket, self.most, connector.timeouts().write, Arc::clone(&self.refused)))
    }
}

/// A socket that sends to this peer and hears of nobody else.
async fn connected(peer: SocketAddr) -> std::io::Result<UdpSocket> {
    let any = match peer {
        SocketAddr::V4(_) => SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)),
        SocketAddr::V6(_) => SocketAddr::from((Ipv6Addr::UNSPECIFIED, 0)),
    };
    let socket = UdpSocket::bind(any).await?;
    socket.connect(peer).await?;
    Ok(socket)
}
