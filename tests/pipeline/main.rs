//! From a call to a line: what the public interface promises while nothing is wrong.
//!
//! All tests here share one process. Each has loggers of its own, and none installs one; what does is in `faults`, in
//! child processes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test ends at the first surprise, and may look at the clock"
)]

mod callsites;
mod clearance;
mod filters;
mod flush;
mod hashing;
mod layouts;
mod limits;
mod lines;
mod loggers;
mod order;
mod refusals;
mod syscalls;
