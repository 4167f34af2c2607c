//! UDP: an event is a datagram.

use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use super::journal::Journal;
use super::port::TICK;

/// A receiver of datagrams on loopback, each of them an event. It ends with this value.
pub struct Datagrams {
    address: SocketAddr,
    journal: Journal,
    ends: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Datagrams {
    /// Starts one on a port that the system chooses.
    #[must_use]
    pub fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.set_read_timeout(Some(TICK)).unwrap();
        let address = socket.local_addr().unwrap();
        let (journal, ends) = (Journal::new(), Arc::new(AtomicBool::new(false)));
        let (notes, until) = (journal.clone(), Arc::clone(&ends));
        let receive = move || {
            let mut datagram = vec![0; 1 << 16];
            while !until.load(Ordering::Acquire) {
                if let Ok(bytes) = socket.recv(&mut datagram) {
                    let event = &datagram[..bytes];
                    notes.record(0, [event.strip_suffix(b"\n").unwrap_or(event)]);
                }
            }
        };
        let thread = std::thread::Builder::new().name("peer-udp".into()).spawn(receive).unwrap();
        Self { address, journal, ends, thread: Some(thread) }
    }

    /// Where it listens, as `host:port`.
    #[must_use]
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// What it received.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.journal
    }
}

impl Drop for Datagrams {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Release);
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}
