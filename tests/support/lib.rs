//! Tools of the integration tests: waiting, sinks and servers that misbehave on command, reading lines back, checking the ledger, and
//! the system calls that a test of the end of a process cannot do without.
//!
//! Nothing here tests anything.

#![deny(unsafe_code)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test ends at the first surprise, and has deadlines"
)]

mod archive;
mod child;
mod exposition;
mod ledger;
mod lines;
pub mod peer;
mod puppet;
mod running;
mod shipped;
pub mod system;
mod wait;

pub use archive::{archives, numbers_of_log, text_of_log};
pub use child::{Child, Finished};
pub use exposition::{Family, parse_exposition};
pub use ledger::{assert_ledger, assert_losses_are_told, lost, told};
pub use lines::{lines_of, lines_of_file, parse, texts};
pub use puppet::Puppet;
pub use running::Running;
pub use shipped::{Shipped, log_shipped, log_shipped_padded, shipped};
pub use wait::{DEADLINE, wait_until};

/// The README's code, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}

use blackbar::{Builder, Logger};

/// A logger for one test: everything from trace on, whatever the environment says. It is flushed however long that takes
/// on a machine that has other things to do.
pub fn logger() -> Builder {
    Logger::builder().fixed_filter("trace").flush_timeout(DEADLINE)
}

/// Runs `work` on a named thread and waits for it; its panic goes on here.
pub fn on_thread<R: Send + 'static>(name: &str, work: impl FnOnce() -> R + Send + 'static) -> R {
    match std::thread::Builder::new().name(name.to_owned()).spawn(work).unwrap().join() {
        Ok(result) => result,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}
