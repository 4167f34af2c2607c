//! One connection of a peer, and how it ends.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use rustls::ServerConnection;
use socket2::{SockFilter, SockRef};

use super::journal::Journal;
use super::port::TICK;
use crate::DEADLINE;

/// How a peer leaves a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Farewell {
    /// Closes its own direction in order (FIN, and close_notify before it) and reads on until the client closes too.
    Fin,
    /// Closes both directions, like a process that ends; without close_notify.
    Close,
    /// Resets it.
    Reset,
    /// Hears nothing any more and says nothing either, like a machine whose cable was pulled.
    Vanish,
}

/// Orders to all connections of a peer.
#[derive(Debug, Default)]
pub(super) struct Orders {
    given: Mutex<(u64, Option<Farewell>)>,
    changed: Condvar,
}

impl Orders {
    /// Tells connections with smaller numbers than `below` to end.
    pub(super) fn give(&self, below: u64, farewell: Farewell) {
        *self.given.lock().unwrap() = (below, Some(farewell));
        self.changed.notify_all();
    }

    fn to(&self, connection: u64) -> Option<Farewell> {
        let (below, farewell) = *self.given.lock().unwrap();
        farewell.filter(|_| connection < below)
    }
}

/// One accepted connection, plain or under TLS.
pub struct Wire {
    tcp: TcpStream,
    tls: Option<Box<ServerConnection>>,
    orders: Arc<Orders>,
    journal: Journal,
    number: u64,
    /// What was decided about its end.
    farewell: Option<Farewell>,
}

impl Wire {
    pub(super) fn new(
        tcp: TcpStream,
        tls: Option<ServerConnection>,
        orders: Arc<Orders>,
        journal: Journal,
    ) -> Self {
        let number = journal.connected();
        tcp.set_read_timeout(Some(TICK)).unwrap();
        tcp.set_write_timeout(Some(DEADLINE)).unwrap();
        // An answer of six bytes must not wait for the acknowledgement of another one.
        tcp.set_nodelay(true).unwrap();
        Self { tcp, tls: tls.map(Box::new), orders, journal, number, farewell: None }
    }

    /// Its number in the journal.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Where to note what came.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// Reads something; `None` when the connection is over, by its end or by an order. An order is obeyed here, after which
    /// the bytes that had been acknowledged before still come.
    pub fn read(&mut self, into: &mut [u8]) -> Option<usize> {
        loop {
            self.obey();
            match self.read_once(into) {
                Ok(0) => return None,
                Ok(bytes) => return Some(bytes),
                Err(error) if waits(&error) => match self.farewell {
                    // All that came before the ears were shut has been read.
                    Some(Farewell::Close | Farewell::Reset) => return None,
                    Some(Farewell::Fin | Farewell::Vanish) | None => {}
                },
                Err(error) => {
                    if self.tls.is_some() {
                        self.journal.tls_failed(self.number, &error);
                    }
                    return None;
                }
            }
        }
    }

    /// Sends all of `bytes`; false when that failed, as it may.
    pub fn send(&mut self, bytes: &[u8]) -> bool {
        let sent = match &mut self.tls {
            None => self.tcp.write_all(bytes),
            Some(tls) => {
                let mut stream = rustls::Stream::new(tls.as_mut(), &mut self.tcp);
                stream.write_all(bytes).and_then(|()| stream.flush())
            }
        };
        sent.is_ok()
    }

    /// Leaves the connection that way. What was acknowledged can still be [read](Self::read).
    pub fn leave(&mut self, farewell: Farewell) {
        let first = self.farewell.replace(farewell).is_none();
        let socket = SockRef::from(&self.tcp);
        match farewell {
            Farewell::Fin => {
                if let Some(tls) = &mut self.tls {
                    tls.send_close_notify();
                    // A client that is gone already is no mistake of the peer.
                    let _sent = tls.write_tls(&mut self.tcp);
                }
                let _gone_already = self.tcp.shutdown(Shutdown::Write);
            }
            Farewell::Close => deafen(&socket),
            Farewell::Reset => {
                deafen(&socket);
                socket.set_linger(Some(Duration::ZERO)).unwrap();
            }
            Farewell::Vanish => deafen(&socket),
        }
        if first {
            self.journal.leaving();
        }
    }

    /// Does nothing until an order comes, or for `time`; true when an order came.
    pub fn idle(&mut self, time: Duration) -> bool {
        let number = self.number;
        let given = self.orders.given.lock().unwrap();
        let waits = |given: &mut (u64, Option<Farewell>)| given.1.is_none() || number >= given.0;
        drop(self.orders.changed.wait_timeout_while(given, time, waits).unwrap());
        self.obey();
        self.farewell.is_some()
    }

    /// Does nothing until an order comes; the connection stays open so long.
    pub fn wait_for_orders(&mut self) {
        let start = Instant::now();
        while !self.idle(DEADLINE) && start.elapsed() < 10 * DEADLINE {}
    }

    /// Does what the test ordered, once. A connection that vanished can still be told to end.
    fn obey(&mut self) {
        let order = self.orders.to(self.number);
        let is_new = match self.farewell {
            None => true,
            Some(decided) => matches!(decided, Farewell::Vanish | Farewell::Fin) && order != Some(decided),
        };
        if let Some(farewell) = order.filter(|_| is_new) {
            self.leave(farewell);
        }
    }

    fn read_once(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match &mut self.tls {
            None => self.tcp.read(into),
            Some(tls) => rustls::Stream::new(tls.as_mut(), &mut self.tcp).read(into),
        }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if let (Some(tls), None) = (&mut self.tls, self.farewell) {
            tls.send_close_notify();
            let _gone_already = tls.write_tls(&mut self.tcp);
        }
        if self.farewell.is_none() {
            self.journal.leaving();
        }
        self.journal.disconnected();
    }
}

/// Lets no packet in any more, so that none is acknowledged either.
fn deafen(socket: &SockRef<'_>) {
    const RETURN: u16 = 0x06;
    // A program of one instruction: keep 0 bytes of the packet.
    socket.attach_filter(&[SockFilter::new(RETURN, 0, 0, 0)]).unwrap();
}

fn waits(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted)
}
