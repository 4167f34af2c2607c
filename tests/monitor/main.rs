//! What a logger says of itself: its numbers, its heartbeats, its metrics.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test ends at the first surprise, and may look at the clock"
)]

mod destinations;
mod exposition;
mod heartbeat;
mod metrics;
mod numbers;
mod process;

/// The program with a recorder of its own, in this scenario.
fn child(scenario: &str) -> blackbar_tests::Child {
    blackbar_tests::Child::new(env!("CARGO_BIN_EXE_monitored"), scenario)
}
