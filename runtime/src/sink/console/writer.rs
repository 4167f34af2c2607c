//! The thread that writes, and the sink that feeds it.

use core::time::Duration;
use std::io;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use super::output::Output;
use super::queue::{Chunk, Closed, Flushed, Next, Queue};
use crate::error::{Error, Result};
use crate::sink::{Batch, Outcome, Sink, SinkCounts};

/// How long the end of the sink waits for a writer that still has something to write. Whoever wants to wait longer
/// flushes before.
pub(super) const LAST_PATIENCE: Duration = Duration::from_millis(500);

/// The backend's side of the console.
#[derive(Debug)]
pub(super) struct ConsoleSink {
    name: &'static str,
    queue: Arc<Queue>,
    writer: Option<JoinHandle<()>>,
    last_patience: Duration,
}

impl ConsoleSink {
    /// Starts the writer thread.
    pub(super) fn start(
        name: &'static str,
        capacity: usize,
        last_patience: Duration,
        output: impl Output,
        counts: Arc<SinkCounts>,
    ) -> Result<Self> {
        let queue = Arc::new(Queue::new(capacity, counts));
        let theirs = Arc::clone(&queue);
        let writer = thread::Builder::new()
            .name("blackbar-console".to_owned())
            .spawn(move || Writer { queue: &theirs, output, mid_line: false }.run())
            .map_err(|error| {
                Error::io(format!("start the thread that writes to {name}"), error, "allow one more thread")
            })?;
        Ok(Self { name, queue, writer: Some(writer), last_patience })
    }
}

impl Sink for ConsoleSink {
    fn write(&mut self, batch: &Batch) -> Outcome {
        self.queue.push(batch)
    }

    fn flush(&mut self, patience: Duration) -> Result<()> {
        match self.queue.flush(patience) {
            Flushed::Done => Ok(()),
            Flushed::TimedOut => Err(Error::FlushTimedOut { waited: patience }),
            Flushed::Refused(error) => Err(Error::io(
                format!("write to {}", self.name),
                error,
                "the lost events are counted in `stats()`; later ones are tried again",
            )),
        }
    }
}

impl Drop for ConsoleSink {
    fn drop(&mut self) {
        let closed = self.queue.close(self.last_patience);
        if let (Closed::Ended, Some(writer)) = (closed, self.writer.take()) {
            // A panic of the writer has nothing to add: what it had not settled was counted by `close`.
            let _panicked = writer.join();
        }
        // Otherwise the thread is in a write that does not return. It is let go and cannot hold the end of
        // the process.
    }
}

struct Writer<'q, O> {
    queue: &'q Queue,
    output: O,
    /// The output refused in the middle of an event.
    mid_line: bool,
}

impl<O: Output> Writer<'_, O> {
    fn run(mut self) {
        crate::frontend::mark_own_thread();
        let queue = self.queue;
        let _end = EndOnDrop(queue);
        let mut chunk = Chunk::default();
        while queue.take(&mut chunk) == Next::Write && self.write(&chunk) == Next::Write {}
    }

    /// Writes a chunk and settles every event of it, unless the queue was abandoned meanwhile.
    fn write(&mut self, chunk: &Chunk) -> Next {
        let queue = self.queue;
        if self.mid_line {
            match self.write_some(b"\n") {
                Ok(_) => self.mid_line = false,
                Err(error) => return queue.refused(error),
            }
        }
        let mut out = 0;
        let mut settled = chunk.events_within(0);
        if settled > 0 && queue.written(0, settled) == Next::End {
            return Next::End;
        }
        while let Some(rest) = chunk.bytes.get(out..).filter(|rest| !rest.is_empty()) {
            match self.write_some(rest) {
                Ok(more) => {
                    out += more;
                    let within = chunk.events_within(out);
                    if queue.written(more, within - settled) == Next::End {
                        return Next::End;
                    }
                    settled = within;
                }
                Err(error) => {
                    self.mid_line = !chunk.is_event_end(out);
                    return queue.refused(error);
                }
            }
        }
        Next::Write
    }

    /// Writes at least one byte, however long that takes.
    fn write_some(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            let error = match self.output.write(bytes) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(taken) => return Ok(taken),
                Err(error) => error,
            };
            match error.kind() {
                io::ErrorKind::Interrupted => {}
                io::ErrorKind::WouldBlock => match self.output.wait() {
                    Err(error) if error.kind() != io::ErrorKind::Interrupted => return Err(error),
                    _ => {}
                },
                _ => return Err(error),
            }
        }
    }
}

/// Tells the queue that the writer ends, also when a panic ends it.
struct EndOnDrop<'q>(&'q Queue);

impl Drop for EndOnDrop<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}
