//! Safe wrappers of the few system and C library calls that no crate of ours wraps safely.
//!
//! Each wrapper has one subject, states what its standard promises, and exists on every platform: where the
//! system has no such thing it says so by its return value. Nothing here knows about events, rings or
//! loggers.

#![allow(unsafe_code, reason = "calls into the C library, one instruction")]

pub(crate) mod counter;
pub(crate) mod exit;
pub(crate) mod fork;
#[cfg(feature = "test")]
pub(crate) mod lineage;
#[cfg(feature = "logstash")]
pub(crate) mod unacknowledged;

#[cfg(test)]
mod tests;
