//! The caller's side: from an enabled call site to a committed record.
//!
//! A thread that logs owns a [`Lane`](lane::Lane) for each logger it logs to: the producing end of a ring, a clock and a
//! scratch. The first event on a thread makes it; after that a call takes no lock, allocates nothing and makes no system
//! call, but for the three exceptions that are counted: waiting on a full ring, one wake-up when a ring passes half, and
//! one for an event of level error and above while the backend sleeps long. Nothing here does I/O.
//!
//! What another thread may do meanwhile: anything. Installing, dropping or reconfiguring a logger takes effect with the
//! next call.

#[cfg(feature = "test")]
mod captures;
mod lane;
mod local;
mod overflow;
mod port;
#[cfg(test)]
mod tests;

pub use overflow::Overflow;

#[cfg(feature = "test")]
pub(crate) use captures::{Capturing, Joined, Threads, Ticket};

pub(crate) use local::{Scope, is_in_call, is_own_thread, mark_own_thread};
pub(crate) use port::{
    Arrival, Port, PortSettings, fork_generation, install, is_installed, unheard, uninstall,
};

use crate::event::{Callsite, LogEvent, Schema};
use crate::level::Level;
use crate::secret::Hasher;

/// Where an event comes from. The schema goes with the call site all the way: one constant may have several addresses, and
/// the one the call site was asked with is the one it knows.
#[derive(Clone, Copy)]
struct Origin {
    callsite: &'static Callsite,
    schema: &'static Schema,
    /// Calls that a rate kept back before this one.
    suppressed: u32,
    /// Whether all fields of the event are leaves.
    leaf: bool,
}

impl Origin {
    fn leaf(callsite: &'static Callsite, schema: &'static Schema) -> Self {
        Self { callsite, schema, suppressed: 0, leaf: true }
    }

    #[inline]
    fn level(&self) -> Level {
        self.callsite.level_of(self.schema)
    }
}

/// Writes an event into the calling thread's ring, for the logger that is in force there.
#[inline]
pub(crate) fn emit<E: LogEvent>(
    callsite: &'static Callsite,
    schema: &'static Schema,
    suppressed: u32,
    event: &E,
) {
    if E::LEAF && suppressed == 0 {
        local::write_leaf(callsite, schema, event);
    } else {
        local::write(None, Origin { callsite, schema, suppressed, leaf: E::LEAF }, event);
    }
}

/// Writes an event into the calling thread's ring for the logger behind `port`.
#[inline]
pub(crate) fn emit_to<E: LogEvent>(
    port: &Port,
    callsite: &'static Callsite,
    schema: &'static Schema,
    suppressed: u32,
    event: &E,
) {
    local::write(Some(port), Origin { callsite, schema, suppressed, leaf: E::LEAF }, event);
}

/// What hashes for the logger that is in force on the calling thread; takes a lock.
pub(crate) fn hasher_in_force() -> Option<Hasher> {
    port::find(local::key_in_force()).map(|port| Hasher::new(&port.hash_key))
}
