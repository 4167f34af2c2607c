//! What blackbar does when something goes wrong: nothing is lost without being counted and told, and nothing hangs.
//!
//! What needs a process of its own runs in the program `child`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test ends at the first surprise, and may look at the clock"
)]

mod ends;
mod environment;
#[cfg(unix)]
mod forks;
mod hash_key;
mod install;
mod overflow;
mod panic_hook;
mod panics;
mod reports;
#[cfg(unix)]
mod signals;
mod stuck_sink;
mod threads;

use std::path::{Path, PathBuf};

use blackbar_tests::Child;
use tempfile::TempDir;

/// A scenario of the program `child`.
fn child(scenario: &str) -> Child {
    Child::new(env!("CARGO_BIN_EXE_child"), scenario)
}

/// A folder for the log of a child, deleted at the end of the test.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn log(&self) -> PathBuf {
        self.path().join("app.log")
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}
