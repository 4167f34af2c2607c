//! The decision on its own, the thread against outputs that stall and refuse, and real pipes.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test ends at the first surprise")]

mod look;
#[cfg(unix)]
mod pipes;
mod stalls;

use std::collections::VecDeque;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;
use std::{env, io};

use super::Console;
use super::output::Output;
use super::writer::ConsoleSink;
use crate::sink::tests::{DEADLINE, batch, wait_until};
use crate::sink::{IntoSink, SinkCounts};

/// An output that the test holds, lets go, and tells what to answer.
#[derive(Debug, Clone, Default)]
struct Puppet(Arc<(Mutex<Strings>, Condvar)>);

#[derive(Debug, Default)]
struct Strings {
    text: Vec<u8>,
    held: bool,
    /// Whether a write is being held at the moment.
    inside: bool,
    /// The answers to the next writes; after them everything is taken.
    answers: VecDeque<Answer>,
    waits: usize,
}

#[derive(Debug, Clone, Copy)]
enum Answer {
    Take(usize),
    Refuse(io::ErrorKind),
    Panic,
}

impl Puppet {
    fn held() -> Self {
        let puppet = Self::default();
        puppet.strings(|strings| strings.held = true);
        puppet
    }

    fn answering(answers: impl IntoIterator<Item = Answer>) -> Self {
        let puppet = Self::default();
        puppet.strings(|strings| strings.answers.extend(answers));
        puppet
    }

    fn strings<T>(&self, with: impl FnOnce(&mut Strings) -> T) -> T {
        with(&mut self.0.0.lock().unwrap())
    }

    fn release(&self) {
        self.strings(|strings| strings.held = false);
        self.0.1.notify_all();
    }

    fn text(&self) -> String {
        self.strings(|strings| String::from_utf8(strings.text.clone()).unwrap())
    }

    fn wait_until_inside(&self) {
        wait_until("the writer is in a write", || self.strings(|strings| strings.inside));
    }
}

impl Output for Puppet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let (lock, released) = &*self.0;
        let mut strings = lock.lock().unwrap();
        strings.inside = true;
        let mut strings = released.wait_while(strings, |strings| strings.held).unwrap();
        strings.inside = false;
        let taken = match strings.answers.pop_front() {
            None => bytes.len(),
            Some(Answer::Take(most)) => most.min(bytes.len()),
            Some(Answer::Refuse(kind)) => return Err(kind.into()),
            Some(Answer::Panic) => {
                drop(strings);
                panic!("an output that panics");
            }
        };
        strings.text.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn wait(&mut self) -> io::Result<()> {
        self.strings(|strings| strings.waits += 1);
        Ok(())
    }
}

fn start(capacity: usize, output: impl Output) -> (ConsoleSink, Arc<SinkCounts>) {
    start_with(capacity, DEADLINE, output)
}

fn start_with(
    capacity: usize,
    last_patience: Duration,
    output: impl Output,
) -> (ConsoleSink, Arc<SinkCounts>) {
    let counts = Arc::new(SinkCounts::default());
    let sink = ConsoleSink::start("stderr", capacity, last_patience, output, Arc::clone(&counts)).unwrap();
    (sink, counts)
}

#[test]
fn a_queue_without_room_is_refused_with_the_fix() {
    let refused = Box::new(Console::stdout().queue(0)).open(Arc::new(SinkCounts::default()));
    let text = refused.map(drop).unwrap_err().to_string();
    assert!(text.contains("queue: `0`") && text.contains(".queue(4 * 1024 * 1024)"), "{text}");
}

#[test]
fn the_two_streams_of_a_process_get_what_was_meant_for_them() {
    let output = Command::new(env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", "sink::console::tests::a_process_that_logs"])
        .output()
        .unwrap();
    let (stdout, stderr) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(stdout.contains("for stdout\n"), "{stdout}");
    assert_eq!(stderr, "for stderr\n");
}

#[test]
#[ignore = "the body of a child; `cargo test -p blackbar --lib console` runs it through the tests above"]
fn a_process_that_logs() {
    for (console, event) in [(Console::stdout(), "for stdout\n"), (Console::stderr(), "for stderr\n")] {
        let counts = Arc::new(SinkCounts::default());
        let mut sink = Box::new(console).open(Arc::clone(&counts)).unwrap();
        assert_eq!(sink.write(&batch(&[event])).pending, 1);
        sink.flush(DEADLINE).unwrap();
        drop(sink);
        assert_eq!(counts.written(), 1);
    }
}
