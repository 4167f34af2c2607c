//! Servers that receive events and misbehave on command: json_lines, Lumberjack v2, HTTP and UDP, plain or under TLS.
//!
//! A [`Peer`] serves its n-th connection by its n-th act ([`Lines`], [`Beats`], [`Http`]), all later ones by the last. What it received whole
//! stands in its [`Journal`], which [`judge`] compares with what should have come. Threads and blocking sockets only:
//! nothing here shares code with what it checks.
//!
//! Before a peer resets or closes a connection it shuts its ears (no packet gets in any more, and so none is acknowledged) and
//! reads what its kernel has acknowledged already. So what the kernel acknowledged and what the journal shows are the same.

mod beats;
mod certificates;
mod datagrams;
mod http;
mod journal;
mod lines;
mod port;
mod server;
mod verdict;
mod wire;

#[cfg(test)]
mod tests;

pub use beats::Beats;
pub use certificates::{Authority, Identity};
pub use datagrams::Datagrams;
pub use http::{Http, Reply, Request};
pub use journal::{Delivery, Journal};
pub use lines::Lines;
pub use port::Port;
pub use server::{Act, Peer, PeerBuilder};
pub use verdict::{Verdict, judge};
pub use wire::{Farewell, Wire};
