//! A program that runs beside a test and tells it things.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use crate::wait_until;

/// A program that runs, with its standard input and output in the hands of the test. It is killed with this value.
#[derive(Debug)]
pub struct Running {
    child: Child,
    input: Option<ChildStdin>,
    said: Arc<Mutex<Vec<String>>>,
    listener: Option<JoinHandle<()>>,
}

impl Running {
    /// Starts it.
    #[must_use]
    #[track_caller]
    pub fn start(command: &mut Command) -> Self {
        command.env_remove("BLACKBAR_LOG").env_remove("RUST_LOG");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let said: Arc<Mutex<Vec<String>>> = Arc::default();
        let (lines, heard) = (BufReader::new(child.stdout.take().unwrap()), Arc::clone(&said));
        let listen = move || {
            for line in lines.lines() {
                let Ok(line) = line else { return };
                heard.lock().unwrap().push(line);
            }
        };
        let listener = std::thread::Builder::new().name("listener".into()).spawn(listen).unwrap();
        Self { input: child.stdin.take(), child, said, listener: Some(listener) }
    }

    /// The lines that it has written.
    #[must_use]
    pub fn said(&self) -> Vec<String> {
        self.said.lock().unwrap().clone()
    }

    /// The number behind the last line `word number`, or 0.
    #[must_use]
    pub fn last(&self, word: &str) -> u64 {
        let said = self.said.lock().unwrap();
        let number = |line: &String| line.strip_prefix(word)?.strip_prefix(' ')?.parse().ok();
        said.iter().rev().find_map(number).unwrap_or(0)
    }

    /// Waits until it has said `line`.
    #[track_caller]
    pub fn wait_for(&self, line: &str) {
        wait_until(&format!("the child says `{line}`"), || {
            self.said.lock().unwrap().iter().any(|it| it == line)
        });
    }

    /// Tells it something.
    pub fn tell(&mut self, line: &str) {
        // One that has ended hears nothing, which shows elsewhere.
        let _heard = writeln!(self.input.as_mut().unwrap(), "{line}");
    }

    /// Its process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends it a signal, by its name: `STOP`.
    #[track_caller]
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").arg(format!("-{name}")).arg(self.id().to_string()).status().unwrap();
        assert!(sent.success());
    }

    /// Kills it (`SIGKILL`), and waits until it is gone and everything that it said was heard.
    pub fn kill(&mut self) {
        let _ended_before = self.child.kill();
        self.child.wait().unwrap();
        self.listened();
    }

    /// Closes its input and waits for its end.
    #[track_caller]
    pub fn end(&mut self) -> ExitStatus {
        drop(self.input.take());
        let mut status = None;
        wait_until("the end of the child", || {
            status = self.child.try_wait().unwrap();
            status.is_some()
        });
        self.listened();
        status.unwrap()
    }

    fn listened(&mut self) {
        if let Some(listener) = self.listener.take() {
            let _ended = listener.join();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ended_before = self.child.kill();
        let _reaped = self.child.wait();
    }
}
