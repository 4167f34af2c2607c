//! A server on loopback that serves each connection as the test says.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use rustls::{ServerConfig, ServerConnection};
use socket2::SockRef;

use super::journal::Journal;
use super::port::Port;
use super::wire::{Farewell, Orders, Wire};

/// How one connection is served.
pub trait Act: Clone + Send + 'static {
    /// Serves it; it is closed when this returns.
    fn perform(&self, wire: &mut Wire);
}

/// A TCP server on a port of the loopback interface. It ends with this value.
pub struct Peer<A: Act> {
    port: Port,
    window: Option<usize>,
    stage: Arc<Stage<A>>,
    /// Whether nobody else writes into its journal.
    alone: bool,
    listening: Option<Listening>,
}

/// A [`Peer`] that is not started yet.
pub struct PeerBuilder<A: Act> {
    acts: Vec<A>,
    tls: Option<Arc<ServerConfig>>,
    window: Option<usize>,
    journal: Journal,
    alone: bool,
    port: Port,
}

struct Stage<A> {
    /// The acts, and the number of the connection that the first one is for.
    acts: Mutex<(Vec<A>, u64)>,
    orders: Arc<Orders>,
    journal: Journal,
    tls: Mutex<Option<Arc<ServerConfig>>>,
}

struct Listening {
    ends: Arc<AtomicBool>,
    thread: JoinHandle<Vec<JoinHandle<()>>>,
}

impl<A: Act> Peer<A> {
    /// Starts one that serves its n-th connection by the n-th of `acts`, and all later ones by the last.
    #[must_use]
    pub fn start(acts: impl Into<Vec<A>>) -> Self {
        Self::build(acts).start()
    }

    /// One to be set up further.
    #[must_use]
    pub fn build(acts: impl Into<Vec<A>>) -> PeerBuilder<A> {
        let acts = acts.into();
        assert!(!acts.is_empty(), "a peer needs an act");
        PeerBuilder { acts, tls: None, window: None, journal: Journal::new(), alone: true, port: Port::new() }
    }

    /// Where it listens, or would.
    #[must_use]
    pub fn socket_address(&self) -> SocketAddr {
        self.port.address()
    }

    /// The same as `host:port`.
    #[must_use]
    pub fn address(&self) -> String {
        self.port.address().to_string()
    }

    /// What it received. It goes on after the peer is stopped and has come back.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.stage.journal
    }

    /// Connections that come from now on are served by these acts, the last one repeated.
    pub fn from_now(&self, acts: impl Into<Vec<A>>) {
        *self.stage.acts.lock().unwrap() = (acts.into(), self.journal().connections());
    }

    /// Connections that come from now on show another certificate.
    pub fn tls_from_now(&self, config: Arc<ServerConfig>) {
        *self.stage.tls.lock().unwrap() = Some(config);
    }

    /// Ends all connections that there are; when it returns they have heard of it.
    pub fn hang_up(&self, farewell: Farewell) {
        let connections = self.journal().connections();
        self.stage.orders.give(connections, farewell);
        // Another peer may write into the same journal; its connections are not told.
        if self.alone {
            self.journal().wait_until_left(connections);
        }
    }

    /// Closes the port and all connections, like a process that ends after it has read what was acknowledged. Connecting is refused
    /// from then on.
    pub fn stop(&mut self) {
        self.stop_with(Farewell::Close);
    }

    /// Closes the port and ends all connections that way.
    pub fn stop_with(&mut self, farewell: Farewell) {
        let Some(listening) = self.listening.take() else { return };
        listening.ends.store(true, Ordering::Release);
        let connections = match listening.thread.join() {
            Ok(connections) => connections,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        // What has vanished or waits for the client's end would keep its thread.
        self.hang_up(if farewell == Farewell::Reset { farewell } else { Farewell::Close });
        connections.into_iter().for_each(|connection| {
            // Its panic was printed; a second one while a test ends would hide the first.
            let _ended = connection.join();
        });
    }

    /// Listens again on the same port.
    pub fn come_back(&mut self) {
        self.stop();
        self.listening = Some(listen(&mut self.port, self.window, &self.stage));
    }
}

impl<A: Act> Drop for Peer<A> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.stop();
        }
    }
}

impl<A: Act> PeerBuilder<A> {
    /// Speaks TLS.
    #[must_use]
    pub fn tls(mut self, config: Arc<ServerConfig>) -> Self {
        self.tls = Some(config);
        self
    }

    /// Gives the first connection a receive buffer of about this size, so that a client notices soon that nobody reads.
    #[must_use]
    pub fn window(mut self, bytes: usize) -> Self {
        self.window = Some(bytes);
        self
    }

    /// Writes into the journal of another peer too.
    #[must_use]
    pub fn journal(mut self, journal: &Journal) -> Self {
        self.journal = journal.clone();
        self.alone = false;
        self
    }

    /// Takes this port.
    #[must_use]
    pub fn port(mut self, port: Port) -> Self {
        self.port = port;
        self
    }

    /// Starts to listen.
    #[must_use]
    pub fn start(self) -> Peer<A> {
        let mut peer = self.absent();
        peer.come_back();
        peer
    }

    /// Has a port but does not listen before [`Peer::come_back`].
    #[must_use]
    pub fn absent(self) -> Peer<A> {
        let first = self.journal.connections();
        let stage = Stage {
            acts: Mutex::new((self.acts, first)),
            orders: Arc::default(),
            journal: self.journal,
            tls: Mutex::new(self.tls),
        };
        Peer {
            port: self.port,
            window: self.window,
            stage: Arc::new(stage),
            alone: self.alone,
            listening: None,
        }
    }
}

fn listen<A: Act>(port: &mut Port, window: Option<usize>, stage: &Arc<Stage<A>>) -> Listening {
    let (listener, small) = (port.listen(window), window.is_some());
    let ends = Arc::new(AtomicBool::new(false));
    let (stage, until) = (Arc::clone(stage), Arc::clone(&ends));
    let accept = move || {
        let mut connections: Vec<JoinHandle<()>> = Vec::new();
        while !until.load(Ordering::Acquire) {
            // An error is the end of the tick, or a client that is gone already.
            let Ok((tcp, _)) = listener.accept() else { continue };
            if small {
                SockRef::from(&listener).set_recv_buffer_size(1 << 20).unwrap();
            }
            let tls = stage.tls.lock().unwrap().clone().map(|config| ServerConnection::new(config).unwrap());
            let mut wire = Wire::new(tcp, tls, Arc::clone(&stage.orders), stage.journal.clone());
            let act = stage.act_for(wire.number());
            let serve = move || act.perform(&mut wire);
            connections.retain(|connection| !connection.is_finished());
            connections.push(std::thread::Builder::new().name("peer".into()).spawn(serve).unwrap());
        }
        connections
    };
    let thread = std::thread::Builder::new().name("peer-accept".into()).spawn(accept).unwrap();
    Listening { ends, thread }
}

impl<A: Act> Stage<A> {
    fn act_for(&self, connection: u64) -> A {
        let acts = self.acts.lock().unwrap();
        let (acts, first) = &*acts;
        let at = usize::try_from(connection.saturating_sub(*first)).unwrap().min(acts.len() - 1);
        acts[at].clone()
    }
}
