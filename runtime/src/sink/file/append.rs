//! Bytes at the end of an open file, never half an event.
//!
//! A batch is one write. When the system takes only a part of it, the rest is offered again; when it refuses, the
//! half event at the end is cut away, or closed by a line end before the next batch where it cannot be cut. Which
//! file that is, and when it is another one, is decided elsewhere.

use core::ops::Range;
use std::io::{self, SeekFrom};

use super::folder::Look;
use crate::sink::Batch;

/// The calls that a log makes of an open file. Every write goes to the end of the file, wherever that is by then.
pub(super) trait LogFile: Send + Sync {
    /// Writes some of `bytes` and says how many.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;

    /// Reads some bytes and says how many; none at the end.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize>;

    /// Goes to a place to read from, and says where in the file that is.
    fn seek(&mut self, from: SeekFrom) -> io::Result<u64>;

    /// Cuts the file off.
    fn truncate(&mut self, size: u64) -> io::Result<()>;

    /// Brings the bytes to the disk.
    fn sync(&self) -> io::Result<()>;

    /// What the file is, whatever it is called by now.
    fn look(&self) -> io::Result<Look>;

    /// Another handle to the same opened file, for another thread.
    fn again(&self) -> io::Result<Self>
    where
        Self: Sized;

    /// Locks the file until this handle is closed; `false` when another one has it locked, in whatever process.
    fn try_own(&self) -> io::Result<bool>;
    /// Gives the lock back, also where another process holds a copy of this handle.
    fn disown(&self);
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

/// A stretch of what is written that stands in the file without anything of somebody else's in between.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    /// Where it begins in what is written.
    from: usize,
    /// Where it ends in the file.
    file_end: u64,
}

impl<F: LogFile> Appender<F> {
    pub(super) fn new(file: F, tail: Tail) -> Self {
        Self { file, tail }
    }

    pub(super) fn file(&self) -> &F {
        &self.file
    }

    pub(super) fn into_file(self) -> F {
        self.file
    }

    /// Appends these events of the batch, or the first of them.
    pub(super) fn append(&mut self, batch: &Batch, events: Range<usize>) -> Appended {
        if let Err(error) = self.end_line() {
            return Appended { events: 0, refused: Some(error) };
        }
        let (start, end) = (batch.range(events.start).start, batch.range(events.end).start);
        let (written, refused) = self.write(batch.as_bytes().get(start..end).unwrap_or_default());
        let until = batch.events_within(start + written.bytes).clamp(events.start, events.end);
        let whole = batch.range(until).start - start;
        if whole < written.bytes && !self.cut(written, whole) {
            self.tail = Tail::MidLine;
        }
        Appended { events: until - events.start, refused }
    }

    /// Ends the half line at the end, if there is one.
    pub(super) fn end_line(&mut self) -> io::Result<()> {
        if self.tail == Tail::MidLine {
            if let (_, Some(error)) = self.write(b"\n") {
                return Err(error);
            }
            self.tail = Tail::Whole;
        }
        Ok(())
    }

    /// Writes the first line of an empty file, or nothing of it. Without it a log is a log too.
    pub(super) fn begin(&mut self, line: &[u8]) {
        let (written, _refused) = self.write(line);
        if (1..line.len()).contains(&written.bytes) && !self.cut(written, 0) {
            self.tail = Tail::MidLine;
        }
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
        written.last = self.file.seek(SeekFrom::Current(0)).ok().map(|file_end| {
            let from = match written.last {
                Some(last) if last.file_end + more as u64 == file_end => last.from,
                _ => written.bytes,
            };
            Stretch { from, file_end }
        });
    }

    /// Cuts away what stands behind `whole`, a place in what was written. Refuses when something of somebody else's
    /// could be cut too: it stands in between or behind. (Who appends between the look and the cut still
    /// loses; only a lock shared by all writers could prevent that.)
    fn cut(&mut self, written: Written, whole: usize) -> bool {
        let Some(last) = written.last.filter(|last| last.from <= whole) else { return false };
        let half = (written.bytes - whole) as u64;
        let Some(size) = last.file_end.checked_sub(half) else { return false };
        self.file.look().is_ok_and(|look| look.size == last.file_end) && self.file.truncate(size).is_ok()
    }
}

/// How far a write came.
#[derive(Debug, Clone, Copy)]
struct Written {
    bytes: usize,
    /// The stretch at the end; unknown while no write was short.
    last: Option<Stretch>,
}
