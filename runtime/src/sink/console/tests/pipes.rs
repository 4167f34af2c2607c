//! Real pipes: full, closed, blocking and not.

use std::io::{self, PipeReader, PipeWriter, Read};
use std::sync::Arc;
use std::time::Duration;

use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

use super::super::output::FdOutput;
use super::{start, start_with};
use crate::count::Cause;
use crate::error::Error;
use crate::sink::tests::{DEADLINE, batch, wait_until};
use crate::sink::{Health, Sink};

/// More than any pipe takes by default.
const MUCH: usize = 1 << 20;

fn nonblocking_pipe() -> (PipeReader, PipeWriter) {
    let (reader, writer) = io::pipe().unwrap();
    fcntl_setfl(&writer, fcntl_getfl(&writer).unwrap() | OFlags::NONBLOCK).unwrap();
    (reader, writer)
}

/// Fills the pipe, sees the flush time out, then reads everything.
fn check_that_a_full_pipe_is_waited_for((mut reader, writer): (PipeReader, PipeWriter)) {
    let (mut sink, counts) = start(2 * MUCH, FdOutput(writer));
    let line = "x".repeat(1023) + "\n";
    let batch = batch(&vec![line.as_str(); MUCH / 1024]);
    assert_eq!(sink.write(&batch).pending, 1024);
    assert!(matches!(sink.flush(Duration::from_millis(1)), Err(Error::FlushTimedOut { .. })));

    let read = std::thread::spawn(move || {
        let mut text = Vec::new();
        reader.read_to_end(&mut text).map(|_| text)
    });
    sink.flush(DEADLINE).unwrap();
    drop(sink);
    assert!(read.join().unwrap().unwrap() == batch.as_bytes());
    assert_eq!((counts.written(), counts.dropped().total()), (1024, 0));
}

#[test]
fn a_full_pipe_is_waited_for() {
    check_that_a_full_pipe_is_waited_for(io::pipe().unwrap());
}

#[test]
fn a_full_pipe_that_does_not_block_is_waited_for() {
    check_that_a_full_pipe_is_waited_for(nonblocking_pipe());
}

#[test]
fn a_closed_pipe_costs_its_events_and_nothing_else() {
    let (reader, writer) = io::pipe().unwrap();
    let (mut sink, counts) = start(1024, FdOutput(writer));
    drop(reader);
    for _ in 0..3 {
        assert_eq!(sink.write(&batch(&["one\n"])).pending, 1);
        assert!(matches!(
            sink.flush(DEADLINE),
            Err(Error::Io { source, .. }) if source.kind() == io::ErrorKind::BrokenPipe
        ));
    }
    assert_eq!(counts.dropped().nonzero(), [(Cause::Io, 3)]);
    assert_eq!(counts.health(), Health::Failing);
}

#[test]
fn a_pipe_that_is_closed_while_it_is_full_ends_the_wait() {
    for (reader, writer) in [io::pipe().unwrap(), nonblocking_pipe()] {
        let (mut sink, counts) = start(2 * MUCH, FdOutput(writer));
        let line = "x".repeat(1023) + "\n";
        sink.write(&batch(&vec![line.as_str(); MUCH / 1024]));
        drop(reader);
        assert!(sink.flush(DEADLINE).is_err());
        drop(sink);
        assert_eq!(counts.written() + counts.dropped().get(Cause::Io), 1024);
    }
}

#[test]
fn a_thread_in_a_blocked_write_does_not_hold_the_end() {
    let (mut reader, writer) = io::pipe().unwrap();
    let alive = Arc::new(());
    let output = Tracked(FdOutput(writer), Arc::clone(&alive));
    let (mut sink, counts) = start_with(2 * MUCH, Duration::from_millis(1), output);
    let line = "x".repeat(1023) + "\n";
    sink.write(&batch(&vec![line.as_str(); MUCH / 1024]));
    drop(sink);
    assert_eq!(counts.written() + counts.dropped().get(Cause::Deadline), 1024);
    let settled = counts.written();

    let mut rest = Vec::new();
    reader.read_to_end(&mut rest).unwrap();
    wait_until("the thread has ended", || Arc::strong_count(&alive) == 1);
    assert_eq!(counts.written(), settled);
}

/// An output of which the test can tell when its thread has let go of it.
struct Tracked(FdOutput<PipeWriter>, #[expect(dead_code, reason = "only counted")] Arc<()>);

impl super::Output for Tracked {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn wait(&mut self) -> io::Result<()> {
        self.0.wait()
    }
}
