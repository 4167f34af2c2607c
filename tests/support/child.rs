//! Running a program of the tests and waiting for its end.

use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::process::{Command, ExitStatus, Stdio};

use crate::wait_until;

/// A program to run, without any word about logging in its environment.
#[derive(Debug)]
pub struct Child(Command);

/// How it ended.
#[derive(Debug)]
pub struct Finished {
    /// Its exit code, or the signal.
    pub status: ExitStatus,
    /// All it wrote to stdout.
    pub stdout: String,
    /// All it wrote to stderr.
    pub stderr: String,
}

impl Child {
    /// `program` with `scenario` for its first argument.
    pub fn new(program: impl AsRef<OsStr>, scenario: &str) -> Self {
        let mut command = Command::new(program);
        command.arg(scenario).env_remove("BLACKBAR_LOG").env_remove("RUST_LOG");
        Self(command)
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.0.arg(arg);
        self
    }

    /// Sets a variable of its environment.
    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.0.env(name, value);
        self
    }

    /// Starts it and lets `meanwhile` go on beside it; kills it (`SIGKILL`) as soon as that returns.
    #[track_caller]
    pub fn killed_after(mut self, meanwhile: impl FnOnce()) {
        self.0.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let _killed_when_dropped = Running(self.0.spawn().unwrap());
        meanwhile();
    }

    /// Runs it to its end; kills it and fails when it hangs.
    #[must_use]
    #[track_caller]
    pub fn run(mut self) -> Finished {
        // Files, so that a child that writes much does not wait for a reader.
        let (out, err) = (tempfile::NamedTempFile::new().unwrap(), tempfile::NamedTempFile::new().unwrap());
        self.0.stdin(Stdio::null()).stdout(out.reopen().unwrap()).stderr(err.reopen().unwrap());
        let mut running = Running(self.0.spawn().unwrap());
        let mut status = None;
        wait_until("the end of the child", || {
            status = running.0.try_wait().unwrap();
            status.is_some()
        });
        let text = |mut file: fs::File| {
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            text
        };
        Finished {
            status: status.unwrap(),
            stdout: text(out.reopen().unwrap()),
            stderr: text(err.reopen().unwrap()),
        }
    }

    /// Runs it to its end, which must be a good one.
    #[track_caller]
    pub fn succeeds(self) -> Finished {
        let finished = self.run();
        assert!(finished.status.success(), "{}\n{}{}", finished.status, finished.stdout, finished.stderr);
        finished
    }
}

/// Does not outlive a test that fails.
struct Running(std::process::Child);

impl Drop for Running {
    fn drop(&mut self) {
        // An error says that it has ended, which is what was wanted.
        let _ended = self.0.kill();
        let _reaped = self.0.wait();
    }
}
