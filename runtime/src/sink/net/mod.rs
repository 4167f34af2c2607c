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
mod backoff;
mod chunk;
mod dead_letters;
mod link;
mod logstash;
mod session;
mod targets;

pub use logstash::Logstash;
pub use targets::Strategy;
