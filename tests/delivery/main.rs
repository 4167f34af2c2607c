//! Destinations across a network, and everything that may happen to them: one test for each fault, through the public API.
//!
//! The judge is always the same: an event is delivered, or in the spool, or counted as lost for one cause; what is delivered is
//! byte by byte what a sink in memory got, in order, and only what was not acknowledged when a connection broke comes twice.
//!
//! What cannot be had here, and why:
//! - a peer that knows only TLS 1.0 or signs with SHA-1: rustls makes no such server, and the openssl of Debian refuses to.
//! - packets that are dropped by a network: the peer drops them at its socket instead, which the client cannot tell.
//! - a spool of 10 GiB, 24 hours without a destination, 10 minutes of `SIGSTOP`: smaller and shorter, by the same code.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test ends at the first surprise, and may look at the clock"
)]

mod absent;
mod acknowledgements;
mod breaks;
mod elsewhere;
mod encrypted;
mod ends;
mod http;
mod kill;
mod neighbours;
mod secrets;
mod ship;
mod soak;
mod spool;
mod stalls;
