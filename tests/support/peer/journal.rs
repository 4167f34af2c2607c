//! What a peer received.

use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::DEADLINE;

/// What a peer received, in the order in which it did. Clones are the same journal.
#[derive(Debug, Clone, Default)]
pub struct Journal(Arc<(Mutex<Pages>, Condvar)>);

/// One event that a peer received whole, without its line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The connection it came over, counted from 0.
    pub connection: u64,
    /// The event.
    pub event: Vec<u8>,
}

#[derive(Debug, Default)]
struct Pages {
    deliveries: Vec<Delivery>,
    unique: HashSet<Vec<u8>>,
    torn: Vec<Delivery>,
    complaints: Vec<String>,
    tls_failures: Vec<String>,
    connections: u64,
    open: u64,
    left: u64,
}

impl Journal {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// All events, duplicates among them.
    #[must_use]
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.pages().deliveries.clone()
    }

    /// How many different events there are.
    #[must_use]
    pub fn unique(&self) -> usize {
        self.pages().unique.len()
    }

    /// Pieces of events with which connections ended.
    #[must_use]
    pub fn torn(&self) -> Vec<Delivery> {
        self.pages().torn.clone()
    }

    /// What no client should do and one did: bytes that are no frame, a window numbered from 7.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        self.pages().complaints.clone()
    }

    /// Why connections under TLS came to nothing or ended without close_notify.
    #[must_use]
    pub fn tls_failures(&self) -> Vec<String> {
        self.pages().tls_failures.clone()
    }

    /// Connections that were ever accepted.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.pages().connections
    }

    /// Connections that are open.
    #[must_use]
    pub fn open(&self) -> u64 {
        self.pages().open
    }

    /// Waits until there are so many different events.
    #[track_caller]
    pub fn wait_for(&self, unique: usize) {
        self.wait_until(&format!("{unique} different events"), |pages| pages.unique.len() >= unique);
    }

    /// Waits until so many connections were accepted since the peer was first started.
    #[track_caller]
    pub fn wait_for_connections(&self, connections: u64) {
        self.wait_until(&format!("{connections} connections"), |pages| pages.connections >= connections);
    }

    /// Waits until so many connections have ended since the peer was first started.
    #[track_caller]
    pub fn wait_for_ends(&self, ends: u64) {
        self.wait_until(&format!("the end of {ends} connections"), |pages| {
            pages.connections - pages.open >= ends
        });
    }

    /// What it has now, which does not change any more.
    #[must_use]
    pub fn as_it_is(&self) -> Self {
        let copy = Self::new();
        {
            let (pages, mut taken) = (self.pages(), copy.pages());
            taken.deliveries.clone_from(&pages.deliveries);
            taken.unique.clone_from(&pages.unique);
            taken.torn.clone_from(&pages.torn);
            taken.complaints.clone_from(&pages.complaints);
        }
        copy
    }

    /// Notes that a connection is being left: nothing more than its kernel has is heard.
    pub(super) fn leaving(&self) {
        self.write(|pages| pages.left += 1);
    }

    /// Waits until so many connections were left or are over.
    pub(super) fn wait_until_left(&self, connections: u64) {
        let (pages, changed) = &*self.0;
        drop(
            changed
                .wait_timeout_while(pages.lock().unwrap(), DEADLINE, |pages| pages.left < connections)
                .unwrap(),
        );
    }

    /// Notes a new connection and gives it its number.
    pub(super) fn connected(&self) -> u64 {
        self.write(|pages| {
            pages.connections += 1;
            pages.open += 1;
            pages.connections - 1
        })
    }

    /// Notes that a connection is over.
    pub(super) fn disconnected(&self) {
        self.write(|pages| pages.open -= 1);
    }

    /// Notes events that came whole.
    pub(super) fn record<'e>(&self, connection: u64, events: impl IntoIterator<Item = &'e [u8]>) {
        self.write(|pages| {
            for event in events {
                let event = event.to_vec();
                pages.unique.insert(event.clone());
                pages.deliveries.push(Delivery { connection, event });
            }
        });
    }

    /// Notes what a connection ended with that is no whole event; nothing where there is nothing.
    pub(super) fn tear(&self, connection: u64, rest: &[u8]) {
        if !rest.is_empty() {
            self.write(|pages| pages.torn.push(Delivery { connection, event: rest.to_vec() }));
        }
    }

    /// Notes what no client should do.
    pub(super) fn complain(&self, connection: u64, what: impl std::fmt::Display) {
        self.write(|pages| pages.complaints.push(format!("connection {connection}: {what}")));
    }

    /// Notes that TLS came to an end that is not close_notify.
    pub(super) fn tls_failed(&self, connection: u64, error: &std::io::Error) {
        self.write(|pages| pages.tls_failures.push(format!("connection {connection}: {error}")));
    }

    fn write<R>(&self, change: impl FnOnce(&mut Pages) -> R) -> R {
        let result = change(&mut self.pages());
        self.0.1.notify_all();
        result
    }

    #[track_caller]
    fn wait_until(&self, what: &str, condition: impl Fn(&Pages) -> bool) {
        let (pages, changed) = &*self.0;
        let (pages, _) =
            changed.wait_timeout_while(pages.lock().unwrap(), DEADLINE, |pages| !condition(pages)).unwrap();
        let (unique, connections) = (pages.unique.len(), pages.connections);
        let complaints = &pages.complaints;
        assert!(
            condition(&pages),
            "never happened: {what}; {unique} different events, {connections} connections, {complaints:?}"
        );
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        // Poisoned by a wait that came to nothing, which is told where it was.
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
