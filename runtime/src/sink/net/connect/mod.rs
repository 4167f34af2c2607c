//! How peers are reached: the name resolved, every address tried, the connection encrypted if that is wanted.

mod options;
#[cfg(test)]
mod tests;

use core::time::Duration;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpSocket;
use tokio::time::timeout;

use super::address::Address;
use super::link::Link;
use super::resolve::{Resolve, Resolver};
use super::session::{Broken, Timeouts, Trouble};
#[cfg(feature = "tls")]
use super::tls::{Client, Tls};
use crate::clock;
use crate::error::Result;
use options::Options;

/// What the destinations of one delivery have in common. A copy of it asks the same resolver.
#[derive(Debug, Clone, Default)]
pub(crate) struct Connector {
    timeouts: Timeouts,
    resolver: Resolver,
    #[cfg(feature = "tls")]
    tls: Option<Client>,
}

impl Connector {
    /// With these timeouts, the resolver of the system, and TLS for addresses that ask for it.
    pub(crate) fn new(timeouts: Timeouts) -> Self {
        Self { timeouts, ..Self::default() }
    }

    /// Asks this one for addresses.
    pub(crate) fn with_resolver(mut self, resolver: Arc<dyn Resolve>) -> Self {
        self.resolver = Resolver::new(resolver);
        self
    }

    /// Encrypts every connection, in this way.
    ///
    /// # Errors
    /// When a file of it cannot be read, or is not what it should be.
    #[cfg(feature = "tls")]
    pub(crate) fn with_tls(mut self, tls: &Tls) -> Result<Self> {
        self.tls = Some(tls.client()?);
        Ok(self)
    }

    /// Makes ready for an address: to be called for each of them before anything is sent, so that what cannot work is an error
    /// of the set-up.
    ///
    /// # Errors
    /// When the address asks for TLS and it cannot be had, or for none and it was set up.
    pub(crate) fn prepare(&mut self, address: &Address) -> Result<()> {
        self.prepare_tls(address)
    }

    #[cfg(feature = "tls")]
    fn prepare_tls(&mut self, address: &Address) -> Result<()> {
        use super::address::Scheme;
        use crate::error::Error;

        match &self.tls {
            Some(_) if matches!(address.scheme(), Scheme::Http | Scheme::Udp) => {
                let fix = "it would not be encrypted; write `https://`, or leave out `.tls(..)`";
                Err(Error::invalid("tls", format_args!("{address:?}"), fix))
            }
            None if address.scheme().is_encrypted() => {
                self.tls = Some(Tls::new().client()?);
                Ok(())
            }
            Some(_) | None => Ok(()),
        }
    }

    #[cfg(not(feature = "tls"))]
    #[expect(clippy::unused_self, reason = "as where there is TLS")]
    fn prepare_tls(&mut self, address: &Address) -> Result<()> {
        use crate::error::Error;

        match address.scheme().is_encrypted() {
            true => {
                let fix = "turn on the feature `tls` of blackbar, which encrypts connections";
                Err(Error::invalid("address", format_args!("{address:?}"), fix))
            }
            false => Ok(()),
        }
    }

    /// How long a peer may take.
    pub(crate) fn timeouts(&self) -> &Timeouts {
        &self.timeouts
    }

    /// The time for connecting, less a little: whoever waits for exactly as long hears what was tried.
    fn patience(&self) -> Duration {
        self.timeouts.connect - self.timeouts.connect / 20
    }

    /// The addresses that a name stands for now, in the order in which they are to be tried; one at least.
    ///
    /// # Errors
    /// When there is none, or nobody who knows in the time for connecting.
    pub(crate) async fn resolve(&self, address: &Address) -> Result<Vec<SocketAddr>, Broken> {
        let patience = self.patience();
        let answer = timeout(patience, self.resolver.resolve(address)).await;
        answer.unwrap_or_else(|_| {
            let what = format!("no address for `{}`: no answer within {patience:?}", address.host());
            Err(Broken::new(Trouble::Dns, what))
        })
    }

    /// Resolves the name and connects to one of its addresses, with a handshake if the connection is encrypted. Each address has
    /// an equal share of what is left of the time for connecting. Nothing is sent but what belongs to the handshake.
    ///
    /// # Errors
    /// When it worked with none of them: what came of each.
    pub(crate) async fn connect(&self, address: &Address) -> Result<Link, Broken> {
        let deadline = clock::deadline_in(self.patience());
        let found = self.resolve(address).await?;
        let mut failures = Vec::new();
        for (at, peer) in found.iter().enumerate() {
            let others = u32::try_from(found.len() - at).unwrap_or(u32::MAX).max(1);
            let share = clock::left_until(deadline) / others;
            match timeout(share, self.open(*peer, address)).await {
                Ok(Ok(link)) => return Ok(link),
                Ok(Err(broken)) => failures.push((*peer, broken)),
                Err(_) => failures.push((*peer, late(share))),
            }
        }
        Err(all_of(address, &failures))
    }

    async fn open(&self, peer: SocketAddr, address: &Address) -> Result<Link, Broken> {
        let socket = if peer.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() };
        let socket = socket.map_err(|error| Broken::of(&error))?;
        Options::of(&self.timeouts).set(&socket).map_err(|error| Broken::of(&error))?;
        let stream = socket.connect(peer).await.map_err(|error| match Broken::of(&error) {
            // A connection that nobody answered, before our own deadline.
            Broken { why: Trouble::AckTimeout, what } => Broken::new(Trouble::ConnectTimeout, what),
            broken => broken,
        })?;
        self.link(stream, address).await
    }

    #[cfg(feature = "tls")]
    async fn link(&self, stream: tokio::net::TcpStream, address: &Address) -> Result<Link, Broken> {
        match &self.tls {
            Some(client) => Link::encrypted(stream, client, address).await,
            None if address.scheme().is_encrypted() => Err(not_encrypted()),
            None => Ok(Link::plain(stream)),
        }
    }

    #[cfg(not(feature = "tls"))]
    #[expect(clippy::unused_async, reason = "as where there is a handshake")]
    async fn link(&self, stream: tokio::net::TcpStream, address: &Address) -> Result<Link, Broken> {
        match address.scheme().is_encrypted() {
            true => Err(not_encrypted()),
            false => Ok(Link::plain(stream)),
        }
    }
}

/// There is never less than what was asked for.
fn not_encrypted() -> Broken {
    Broken::new(Trouble::Tls, "the connection is to be encrypted, and TLS is not set up")
}

fn late(share: Duration) -> Broken {
    Broken::new(Trouble::ConnectTimeout, format!("no answer within {} ms", share.as_millis()))
}

/// What came of all attempts. Trouble with certificates goes before the rest, for somebody has to do something.
fn all_of(address: &Address, failures: &[(SocketAddr, Broken)]) -> Broken {
    let mut tried: Vec<String> = Vec::with_capacity(failures.len());
    for (peer, broken) in failures {
        let at = if address.ip().is_some() { String::new() } else { format!(" at {peer}") };
        tried.push(format!("{address}{at}: {}", broken.what));
    }
    let kinds: Vec<Trouble> = failures.iter().map(|(_, broken)| broken.why).collect();
    let tls = kinds.contains(&Trouble::Tls).then_some(Trouble::Tls);
    let why = tls.or(kinds.last().copied()).unwrap_or(Trouble::Dns);
    Broken::new(why, tried.join("; "))
}
