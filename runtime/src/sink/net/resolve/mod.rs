//! From the name of a host to addresses, again for each connection.

mod order;
#[cfg(test)]
pub(in crate::sink::net) mod tests;

use core::fmt;
use std::collections::HashMap;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::watch;

use super::address::Address;
use super::session::{Broken, Trouble};
use crate::frontend;

/// Who knows the addresses of hosts: the system, or something of yours, such as a service registry.
///
/// It is asked each time a destination is connected to, on a thread that is there for this one question, so it may block. A
/// destination that gets no answer in time is tried again later, and holds up no other; while one question about a host has no
/// answer, no second one is asked about it. An address that is written as numbers is not asked for.
///
/// ```
/// use std::net::{Ipv4Addr, SocketAddr};
/// use blackbar::Resolve;
///
/// /// Everything is here.
/// struct Local;
///
/// impl Resolve for Local {
///     fn resolve(&self, _host: &str, port: u16) -> std::io::Result<Vec<SocketAddr>> {
///         Ok(vec![(Ipv4Addr::LOCALHOST, port).into()])
///     }
/// }
/// ```
pub trait Resolve: Send + Sync + 'static {
    /// The addresses of `host` now, the best one first, each with `port` or with a better one.
    ///
    /// # Errors
    /// When there is none, or nobody answers.
    fn resolve(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>>;
}

/// What the system is configured to ask: files, name servers, and whatever else.
#[derive(Debug, Clone, Copy)]
struct System;

impl Resolve for System {
    fn resolve(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        (host, port).to_socket_addrs().map(Iterator::collect)
    }
}

/// The questions of one delivery.
///
/// A question cannot be taken back: a thread in `getaddrinfo` returns when it wants to. So it has a thread of its own, which
/// nobody waits for at the end of the program, and a host that is asked for again meanwhile waits for the same answer.
#[derive(Clone)]
pub(super) struct Resolver {
    who: Arc<dyn Resolve>,
    asked: Arc<Mutex<HashMap<(String, u16), Answer>>>,
}

/// `None` until there is an answer.
type Answer = watch::Receiver<Option<Result<Vec<SocketAddr>, String>>>;

impl Resolver {
    pub(super) fn new(who: Arc<dyn Resolve>) -> Self {
        Self { who, asked: Arc::default() }
    }

    /// The addresses of a host, in the order in which they are to be tried; one at least. It takes as long as it takes.
    pub(super) async fn resolve(&self, address: &Address) -> Result<Vec<SocketAddr>, Broken> {
        if let Some(ip) = address.ip() {
            return Ok(vec![(ip, address.port()).into()]);
        }
        let failed =
            |why: &str| Broken::new(Trouble::Dns, format!("no address for `{}`: {why}", address.host()));
        let mut answer =
            self.ask(address).map_err(|error| failed(&format!("no thread to ask with: {error}")))?;
        // The thread is gone without an answer when the resolver panicked.
        let answer = answer.wait_for(Option::is_some).await.map_err(|_| failed("the resolver panicked"))?;
        match answer.as_ref() {
            Some(Ok(found)) if !found.is_empty() => Ok(order::interleaved(found)),
            Some(Err(error)) => Err(failed(error)),
            Some(Ok(_)) | None => Err(failed("the name has none")),
        }
    }

    /// Asks, unless the same was asked already and there is no answer yet.
    fn ask(&self, address: &Address) -> io::Result<Answer> {
        let question = (address.host().to_owned(), address.port());
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = asked.get(&question)
            && answer.borrow().is_none()
            && answer.has_changed().is_ok()
        {
            return Ok(answer.clone());
        }
        let (tell, answer) = watch::channel(None);
        let (who, (host, port)) = (Arc::clone(&self.who), question.clone());
        thread::Builder::new().name("blackbar-dns".to_owned()).spawn(move || {
            // What a resolver logs must not wait for room that comes when this delivery goes on.
            frontend::mark_own_thread();
            let found = who.resolve(&host, port).map_err(|error| error.to_string());
            // Nobody is there to be told when the delivery has ended.
            tell.send_replace(Some(found));
        })?;
        asked.insert(question, answer.clone());
        Ok(answer)
    }
}

impl Default for Resolver {
    fn default() -> Self {
        Self::new(Arc::new(System))
    }
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Resolver")
    }
}
