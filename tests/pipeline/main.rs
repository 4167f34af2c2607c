//! From a call to a line: what the public interface promises while nothing is wrong.
//!
//! All tests here share one process. Each has loggers of its own, and none installs one; what does is in `faults`, in
//! child processes.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod callsites;
mod filters;
mod flush;
mod limits;
mod lines;
mod loggers;
mod order;
mod refusals;
mod syscalls;
