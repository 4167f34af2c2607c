//! Destinations across a network: events are shipped to them in order, kept until they are acknowledged, and sent again
//! when they were not.
//!
//! The backend copies batches into a bounded queue and goes on; that is all it has to do with a network. Each destination
//! has a thread of its own, `blackbar-net`, on which its delivery runs: queue, spool if there is one, request, outcome,
//! acknowledge or send again. So one that is stuck holds up neither the application nor another.
//!
//! What all protocols share is here. What one of them knows is a [`Protocol`](session::Protocol) and its
//! [`Session`](session::Session): bytes out, bytes in, outcomes.

mod address;
mod backlog;
mod backoff;
mod change;
mod chunk;
mod connect;
mod credentials;
mod dead_letters;
mod delivery;
mod http;
mod link;
mod logstash;
mod moment;
mod queue;
mod resolve;
mod session;
mod shipper;
mod stream;
mod targets;
#[cfg(feature = "tls")]
mod tls;

pub use crate::spool::WhenFull;
pub use change::DeliveryChange;
pub use logstash::{Beats, Datagrams, HttpLines, JsonLines, Logstash};
pub use resolve::Resolve;
pub use shipper::{Shipper, Spool, SpoolSync};
pub use targets::Strategy;
#[cfg(feature = "tls")]
pub use tls::{Tls, TlsVersion};
