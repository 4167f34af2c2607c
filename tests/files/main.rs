//! Log files and everything that may happen to them, named after what people complain about elsewhere.
//!
//! What happens to a process runs in the program `child`; what needs a tool says that it was skipped where there is none.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test ends at the first surprise, and may look at the clock"
)]

mod compression;
mod ends;
#[path = "../../examples/follow/follower.rs"]
mod follower;
mod following;
mod logrotate;
mod owners;
mod planted;
mod system_calls;
mod tmpfs;

use std::path::PathBuf;

use blackbar::{Logger, Overflow, RollingFile, log_event};
use blackbar_tests::{Child, DEADLINE, logger};
use tempfile::TempDir;

/// A scenario of the program `child`.
fn child(scenario: &str) -> Child {
    Child::new(env!("CARGO_BIN_EXE_child"), scenario)
}

/// A folder with a log in it, deleted at the end of the test.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn log(&self) -> PathBuf {
        self.0.path().join("app.log")
    }

    /// The log, not yet open.
    fn file(&self) -> RollingFile {
        RollingFile::new(self.log())
    }
}

/// A logger that waits rather than drops, and flushes however busy the machine is.
fn open(file: RollingFile) -> Logger {
    logger().overflow(Overflow::Block).flush_timeout(DEADLINE).file(file).build().unwrap()
}

/// Logs the events with these numbers.
fn log(logger: &Logger, numbers: impl IntoIterator<Item = u64>) {
    numbers.into_iter().for_each(|number| log_event!(logger: logger, info, "event", number));
}

/// The numbers of all events in the log, which has no torn line.
#[track_caller]
fn numbers(folder: &Folder) -> Vec<u64> {
    let (numbers, torn) = blackbar_tests::numbers_of_log(&folder.log());
    assert_eq!(torn, 0, "torn lines");
    numbers.into_iter().map(|(_, number)| number).collect()
}
