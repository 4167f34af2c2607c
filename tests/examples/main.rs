//! The examples as a user runs them: their files, their words, their exit codes, and that no secret is in any of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod context;
mod filters;
mod payments;
mod program;
mod prometheus;
mod quickstart;
mod rates;
mod replay;
mod samples;
