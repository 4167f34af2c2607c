//! A stretch of a file in memory: read in large pieces, looked at in small ones.

use core::ops::Range;
use std::io;

use super::folder::{Handle, read_full};

/// How much is read at once, unless more is asked for.
pub(super) const PIECE: usize = 256 * 1024;

/// What was read last.
#[derive(Debug, Default)]
pub(super) struct Window {
    bytes: Vec<u8>,
    /// Where in the file it stands.
    at: u64,
}

impl Window {
    /// The bytes in `range` of the file, or those of them that stand below `limit` and below the file's end.
    pub(super) fn get<H: Handle>(&mut self, file: &H, range: Range<u64>, limit: u64) -> io::Result<&[u8]> {
        let range = range.start..range.end.min(limit);
        if !self.holds(&range) {
            self.fill(file, &range, limit)?;
        }
        Ok(self.slice(range))
    }

    /// The part of `range` that is in memory.
    pub(super) fn slice(&self, range: Range<u64>) -> &[u8] {
        let place = |offset: u64| usize::try_from(offset.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let end = place(range.end).min(self.bytes.len());
        self.bytes.get(place(range.start).min(end)..end).unwrap_or_default()
    }

    /// What is in memory may be of another file from now on.
    pub(super) fn forget(&mut self) {
        self.bytes.clear();
    }

    fn holds(&self, range: &Range<u64>) -> bool {
        range.start >= self.at && range.end <= self.at + self.bytes.len() as u64
    }

    fn fill<H: Handle>(&mut self, file: &H, range: &Range<u64>, limit: u64) -> io::Result<()> {
        let asked = usize::try_from(range.end.saturating_sub(range.start)).unwrap_or(usize::MAX);
        let there = usize::try_from(limit.saturating_sub(range.start)).unwrap_or(usize::MAX);
        let length = asked.max(PIECE).min(there);
        // One long record does not make the window long for good.
        if self.bytes.capacity() > 4 * PIECE && length <= PIECE {
            self.bytes = Vec::new();
        }
        self.bytes.clear();
        self.bytes.resize(length, 0);
        self.at = range.start;
        let read = read_full(file, range.start, &mut self.bytes);
        self.bytes.truncate(*read.as_ref().unwrap_or(&0));
        read.map(|_| ())
    }
}
