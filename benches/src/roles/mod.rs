//! What is measured: one role a process.

mod latency;
mod probe;
mod throughput;

use serde_json::Value;

use crate::event::Event;
use crate::peer::Peer;

pub use latency::latency;
pub use probe::probe;
pub use throughput::throughput;

/// What a role is told.
pub struct Task<'a> {
    pub folder: &'a std::path::Path,
    /// How many events or bursts, by the role.
    pub amount: u64,
}

/// Figures by name.
pub type Figures = Vec<(&'static str, Value)>;

/// The call as a program has it: in a function of its own, with an event that comes from elsewhere.
#[inline(never)]
fn call<P: Peer>(peer: &P, event: &Event<'_>) {
    peer.log(event);
}
