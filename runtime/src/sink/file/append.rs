//! Bytes at the end of an open file, never half an event.
//!
//! A batch is one write. When the system takes only a part of it, the rest is offered again; when it refuses, the
//! half event at the end is cut away, or closed by a line end before the next batch where it cannot be cut. Which
//! file that is, and when it is another one, is decided elsewhere.

use std::fs::File;
use std::io::{self, Seek, Write};

use crate::sink::Batch;

/// The calls that appending makes. Every write goes to the end of the file, wherever that is by then.
pub(super) trait LogFile: Send {
    /// Writes some of `bytes` and says how many.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;

    /// Where in the file the last write through this handle ended.
    fn position(&mut self) -> io::Result<u64>;

    /// How long the file is.
    fn size(&mut self) -> io::Result<u64>;

    /// Cuts the file off.
    fn truncate(&mut self, size: u64) -> io::Result<()>;
}

impl LogFile for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Write::write(self, bytes)
    }

    fn position(&mut self) -> io::Result<u64> {
        self.stream_position()
    }

    fn size(&mut self) -> io::Result<u64> {
        Ok(self.metadata()?.len())
    }

    fn truncate(&mut self, size: u64) -> io::Result<()> {
        self.set_len(size)
    }
}

/// Appends batches to a file.
#[derive(Debug)]
pub(super) struct Appender<F> {
    file: F,
    tail: Tail,
}

/// How the file ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tail {
    /// With a whole line, or it is empty.
    Whole,
    /// With half a line, which the next batch must not continue.
    MidLine,
}

/// What became of a batch: the first `events` are in the file, the others are not.
#[derive(Debug)]
pub(super) struct Appended {
    pub(super) events: usize,
    /// Why the others are not.
    pub(super) refused: Option<io::Error>,
}

/// A stretch of the batch that stands in the file without anything of somebody else's in between.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    /// Where it begins in the batch.
    from: usize,
    /// Where it ends in the file.
    file_end: u64,
}

impl<F: LogFile> Appender<F> {
    pub(super) fn new(file: F, tail: Tail) -> Self {
        Self { file, tail }
    }

    /// Appends the whole batch, or its first events.
    pub(super) fn append(&mut self, batch: &Batch) -> Appended {
        if self.tail == Tail::MidLine {
            if let (_, Some(error)) = self.write(b"\n") {
                return Appended { events: 0, refused: Some(error) };
            }
            self.tail = Tail::Whole;
        }
        let (written, refused) = self.write(batch.as_bytes());
        let events = batch.events_within(written.bytes);
        let whole = batch.range(events).start;
        if whole < written.bytes && !self.cut(written, whole) {
            self.tail = Tail::MidLine;
        }
        Appended { events, refused }
    }

    /// Writes until all is out or the system refuses.
    fn write(&mut self, bytes: &[u8]) -> (Written, Option<io::Error>) {
        let mut written = Written { bytes: 0, last: None };
        while let Some(rest) = bytes.get(written.bytes..).filter(|rest| !rest.is_empty()) {
            match self.file.write(rest) {
                Ok(0) => return (written, Some(io::ErrorKind::WriteZero.into())),
                Ok(more) => {
                    if more < rest.len() {
                        self.follow(&mut written, more);
                    }
                    written.bytes += more;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return (written, Some(error)),
            }
        }
        (written, None)
    }

    /// Notes where a short write stands, for the case that the next one is refused.
    fn follow(&mut self, written: &mut Written, more: usize) {
        written.last = self.file.position().ok().map(|file_end| {
            let from = match written.last {
                Some(last) if last.file_end + more as u64 == file_end => last.from,
                _ => written.bytes,
            };
            Stretch { from, file_end }
        });
    }

    /// Cuts away what stands behind `whole`, a place in the batch. Refuses when something of somebody else's
    /// could be cut too: it stands in between or behind. (Who appends between the look and the cut still
    /// loses; only a lock shared by all writers could prevent that.)
    fn cut(&mut self, written: Written, whole: usize) -> bool {
        let Some(last) = written.last.filter(|last| last.from <= whole) else { return false };
        let half = (written.bytes - whole) as u64;
        let Some(size) = last.file_end.checked_sub(half) else { return false };
        self.file.size().is_ok_and(|size| size == last.file_end) && self.file.truncate(size).is_ok()
    }
}

/// How far a write came.
#[derive(Debug, Clone, Copy)]
struct Written {
    bytes: usize,
    /// The stretch at the end; unknown while no write was short.
    last: Option<Stretch>,
}
