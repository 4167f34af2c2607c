//! The policies alone: with seats and a clock of the test's choice, against models, and on many threads at once.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod buckets;
mod lists;
mod samples;
mod threads;

/// Seats as the tests name them: the eight, and none.
fn seat(number: usize) -> Option<usize> {
    (number < super::seat::SEATS).then_some(number)
}
