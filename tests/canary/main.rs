//! A canary in every leaf that may not be shown, and a search of every output.
//!
//! `table` has the events, `search` finds canaries in bytes, the rest drives the outputs. Every event has a second canary
//! in a field that is clear; it must be found, or the search looked at nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends at the first surprise"
)]

mod check;
mod console;
mod context;
mod debug;
mod failures;
mod limits;
mod search;
mod sinks;
mod table;
