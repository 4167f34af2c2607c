//! What a destination across a network shows of itself.

use core::fmt;
use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::clock;

/// What is known of an event that counts as delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Guarantee {
    /// The peer's program has said that it has it.
    Acked,
    /// The kernel of the peer has said that it has its bytes. A peer that ends before its program has read them loses them.
    TcpAcked,
    /// It was handed to the system, and nobody says what became of it.
    Sent,
}

/// How a destination is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeliveryState {
    /// It is being connected to, for the first time or after a connection ended in order.
    Connecting,
    /// It takes events.
    Up,
    /// It cannot be reached, or broke off; it is tried again and again.
    Down,
    /// It can be reached and takes nothing until somebody acts, for instance mends a password. It is tried again slowly.
    Paused,
}

/// The numbers of one destination. Its delivery writes them, anybody may read them meanwhile.
///
/// Events wait in the queue in memory, or in the spool if there is one; what has been sent and not acknowledged is counted
/// where it is kept.
#[derive(Debug)]
pub struct DeliveryCounts {
    guarantee: Guarantee,
    /// Gauges.
    queued_events: AtomicU64,
    queued_bytes: AtomicU64,
    spooled_events: AtomicU64,
    spooled_bytes: AtomicU64,
    /// Counters.
    recovered: AtomicU64,
    retried: AtomicU64,
    connections: AtomicU64,
    condition: Mutex<Condition>,
}

/// The state of a destination, since when, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Condition {
    /// How it is.
    pub state: DeliveryState,
    /// Since when; a clock that nobody sets.
    pub since: Instant,
    /// Goes up with each change of the state.
    pub changes: u64,
    /// The address in use, or last tried. It shows no user and no password.
    pub address: String,
    /// What last went wrong, for people; it stays when things are well again.
    pub last_error: Option<String>,
}

impl DeliveryCounts {
    /// A destination that has not been connected to.
    #[must_use]
    pub fn new(guarantee: Guarantee) -> Self {
        let condition = Condition {
            state: DeliveryState::Connecting,
            since: clock::instant(),
            changes: 0,
            address: String::new(),
            last_error: None,
        };
        let zero = || AtomicU64::new(0);
        Self {
            guarantee,
            queued_events: zero(),
            queued_bytes: zero(),
            spooled_events: zero(),
            spooled_bytes: zero(),
            recovered: zero(),
            retried: zero(),
            connections: zero(),
            condition: Mutex::new(condition),
        }
    }

    /// What its acknowledgements mean.
    #[must_use]
    pub fn guarantee(&self) -> Guarantee {
        self.guarantee
    }

    /// Events in memory that are not delivered. A gauge.
    #[must_use]
    pub fn queued_events(&self) -> u64 {
        self.queued_events.load(Ordering::Relaxed)
    }

    /// Changes [`queued_events`](Self::queued_events): so many there are now.
    pub fn set_queued_events(&self, number: u64) {
        self.queued_events.store(number, Ordering::Relaxed);
    }

    /// Their bytes. A gauge.
    #[must_use]
    pub fn queued_bytes(&self) -> u64 {
        self.queued_bytes.load(Ordering::Relaxed)
    }

    /// Changes [`queued_bytes`](Self::queued_bytes): so many there are now.
    pub fn set_queued_bytes(&self, number: u64) {
        self.queued_bytes.store(number, Ordering::Relaxed);
    }

    /// Events in the spool that are not delivered. A gauge.
    #[must_use]
    pub fn spooled_events(&self) -> u64 {
        self.spooled_events.load(Ordering::Relaxed)
    }

    /// Changes [`spooled_events`](Self::spooled_events): so many there are now.
    pub fn set_spooled_events(&self, number: u64) {
        self.spooled_events.store(number, Ordering::Relaxed);
    }

    /// Bytes of the spool on disk. A gauge.
    #[must_use]
    pub fn spooled_bytes(&self) -> u64 {
        self.spooled_bytes.load(Ordering::Relaxed)
    }

    /// Changes [`spooled_bytes`](Self::spooled_bytes): so many there are now.
    pub fn set_spooled_bytes(&self, number: u64) {
        self.spooled_bytes.store(number, Ordering::Relaxed);
    }

    /// Events that were in the spool when it was opened: of earlier processes.
    #[must_use]
    pub fn recovered(&self) -> u64 {
        self.recovered.load(Ordering::Relaxed)
    }

    /// Changes [`recovered`](Self::recovered): so many more.
    pub fn add_recovered(&self, number: u64) {
        self.recovered.fetch_add(number, Ordering::Relaxed);
    }

    /// Events that were sent again.
    #[must_use]
    pub fn retried(&self) -> u64 {
        self.retried.load(Ordering::Relaxed)
    }

    /// Changes [`retried`](Self::retried): so many more.
    pub fn add_retried(&self, number: u64) {
        self.retried.fetch_add(number, Ordering::Relaxed);
    }

    /// Connections that were opened.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.connections.load(Ordering::Relaxed)
    }

    /// Changes [`connections`](Self::connections): so many more.
    pub fn add_connections(&self, number: u64) {
        self.connections.fetch_add(number, Ordering::Relaxed);
    }

    /// How often the state has changed.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.lock().changes
    }

    /// The state, since when and why.
    #[must_use]
    pub fn condition(&self) -> Condition {
        self.lock().clone()
    }

    /// Says how it is. `what_happened` is for people, and without a secret.
    pub fn set_state(&self, state: DeliveryState, address: &str, what_happened: Option<&str>) {
        let mut condition = self.lock();
        if condition.state != state {
            condition.state = state;
            condition.since = clock::instant();
            condition.changes += 1;
        }
        if condition.address != address {
            address.clone_into(&mut condition.address);
        }
        if let Some(error) = what_happened {
            condition.last_error = Some(error.to_owned());
        }
    }

    fn lock(&self) -> MutexGuard<'_, Condition> {
        self.condition.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

macro_rules! words {
    ($type:ident: $($name:ident = $word:literal,)*) => {
        impl $type {
            /// All of them, in the order of their definition.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word that stands for it in a log line and in metrics.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

words! { Guarantee: Acked = "acked", TcpAcked = "tcp_acked", Sent = "sent", }
words! { DeliveryState: Connecting = "connecting", Up = "up", Down = "down", Paused = "paused", }
