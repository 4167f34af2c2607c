//! Reading a segment: record by record, and over what is damaged.
//!
//! No length is believed that no checksum stands for. Where the head of a block is whole, what is damaged in it costs a
//! record, or the rest of the block when the record's length is wrong too. Where it is not, the next head that belongs to this
//! segment is looked for. Which numbers are missing then, the numbers themselves say.

use core::ops::Range;
use std::io;

use memchr::memmem;

use super::folder::{Folder, Handle, How};
use super::format::{
    BLOCK, BLOCK_HEAD, BLOCK_MAGIC, BlockHead, RECORD_HEAD, Record, SEGMENT_HEAD, Seed, record_length,
};
use super::name::Name;
use super::shelf::Segment;
use super::window::{PIECE, Window};

/// Reads segments, one after another, from front to back. Holds one file open.
#[derive(Debug)]
pub(super) struct Reader<F: Folder> {
    open: Option<Open<F::File>>,
    window: Window,
}

/// Where in a segment it is.
#[derive(Debug)]
struct Open<H> {
    file: H,
    name: Name,
    seed: Seed,
    /// What stands there is the next to be read.
    at: u64,
    /// All records with smaller numbers are behind it.
    number: u64,
    block: Option<Block>,
}

#[derive(Debug, Clone, Copy)]
struct Block {
    /// Where its records end in the file.
    until: u64,
    /// The number after its last record.
    end: u64,
    is_whole: bool,
}

/// What came next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// A record: where its payload stands, for [`Reader::payload`].
    Record { number: u64, flags: u8, payload: Range<u64>, at: u64 },
    /// Bytes that are no record.
    Damage(Range<u64>),
    /// The segment is over.
    End,
}

impl<F: Folder> Reader<F> {
    pub(super) fn new() -> Self {
        Self { open: None, window: Window::default() }
    }

    /// Gives up the file of this segment, which is about to go.
    pub(super) fn close(&mut self, sequence: u64) {
        if self.open.as_ref().is_some_and(|open| open.name.sequence == sequence) {
            self.open = None;
            self.window.forget();
        }
    }

    /// The next thing in `segment` that has to do with the number `wanted` or a higher one. Goes back to the segment's
    /// beginning where it is past that already.
    ///
    /// # Errors
    ///
    /// The file cannot be opened. What cannot be read is damage.
    pub(super) fn step(&mut self, folder: &F, segment: &Segment, wanted: u64) -> io::Result<Step> {
        let open = match self.open.take() {
            Some(open) if open.name == segment.name => open,
            _ => {
                self.window.forget();
                let file = folder.open(&segment.name.text(), How::Read)?;
                Open::new(file, segment)
            }
        };
        let open = self.open.insert(open);
        if wanted < open.number {
            open.rewind();
        }
        Ok(open.step(&mut self.window, segment.length, wanted))
    }

    /// The bytes of the record that came last.
    pub(super) fn payload(&self, range: Range<u64>) -> &[u8] {
        self.window.slice(range)
    }

    /// Makes the record that stands at `at` the next one again.
    pub(super) fn put_back(&mut self, at: u64, number: u64) {
        if let Some(open) = &mut self.open {
            (open.at, open.number) = (at, number);
        }
    }

    /// The block that it is in, if all of it is in the file: where it ends, and the number after its last record.
    pub(super) fn whole_block(&self) -> Option<(u64, u64)> {
        let block = self.open.as_ref()?.block.filter(|block| block.is_whole)?;
        Some((block.until, block.end))
    }

    /// Bytes of the file that is open, as far as they can be read, and no more than a block.
    pub(super) fn copy(&mut self, range: Range<u64>) -> Vec<u8> {
        let until = range.end.min(range.start + BLOCK as u64);
        let bytes = self.open.as_ref().map(|open| self.window.get(&open.file, range.start..until, until));
        bytes.and_then(Result::ok).unwrap_or_default().to_vec()
    }
}

impl<H: Handle> Open<H> {
    fn new(file: H, segment: &Segment) -> Self {
        let mut open = Self { file, name: segment.name, seed: segment.seed(), at: 0, number: 0, block: None };
        open.rewind();
        open
    }

    fn rewind(&mut self) {
        (self.at, self.number, self.block) = (SEGMENT_HEAD as u64, 0, None);
    }

    fn step(&mut self, window: &mut Window, length: u64, wanted: u64) -> Step {
        let wanted = wanted.max(self.name.first);
        loop {
            let found = match self.block.filter(|block| self.at < block.until) {
                Some(block) => self.record(window, block, length, wanted),
                None if self.at >= length => return Step::End,
                None => self.head(window, length, wanted),
            };
            match found {
                Ok(None) => {}
                Ok(Some(step)) => return step,
                Err(_unreadable) => {
                    let from = self.at;
                    (self.at, self.block) = ((from + BLOCK as u64).min(length), None);
                    return Step::Damage(from..self.at);
                }
            }
        }
    }

    /// Takes the next record of the block; `None` when it is not wanted.
    fn record(
        &mut self,
        window: &mut Window,
        block: Block,
        length: u64,
        wanted: u64,
    ) -> io::Result<Option<Step>> {
        let at = self.at;
        let bytes = window.get(&self.file, at..block.until, length)?;
        let whole = |bytes| {
            let record = Record::read(bytes, self.seed)?;
            let number = self.name.number(record.number);
            (number? < block.end).then_some((number?, record))
        };
        if let Some((number, record)) = whole(bytes) {
            self.at += record.length() as u64;
            let is_new = number >= self.number;
            self.number = self.number.max(number + 1);
            let payload = at + RECORD_HEAD as u64..self.at;
            return Ok((is_new && number >= wanted).then_some(Step::Record {
                number,
                flags: record.flags,
                payload,
                at,
            }));
        }
        if record_before_first(bytes, self.seed, &self.name) {
            self.at += record_length(bytes).unwrap_or(RECORD_HEAD) as u64;
            return Ok(None);
        }
        // Where the length is right, something whole stands behind it.
        let behind = record_length(bytes).filter(|length| match bytes.get(*length..) {
            Some([]) | None => false,
            Some(rest) => whole(rest).is_some(),
        });
        self.at = behind.map_or(block.until, |length| at + length as u64);
        Ok(Some(Step::Damage(at..self.at)))
    }

    /// Takes the head of the next block; passes over the block when nothing in it is wanted.
    fn head(&mut self, window: &mut Window, length: u64, wanted: u64) -> io::Result<Option<Step>> {
        let at = self.at;
        let bytes = window.get(&self.file, at..at + BLOCK_HEAD as u64, length)?;
        let Some(head) = BlockHead::read(bytes, self.seed) else {
            self.block = None;
            self.at = self.search(window, length)?;
            return Ok(Some(Step::Damage(at..self.at)));
        };
        let until = at + BLOCK_HEAD as u64 + u64::from(head.bytes);
        // A block in which everything is before the first number that counts here has no end either.
        let end = self.name.number(head.first.wrapping_add(u64::from(head.records))).unwrap_or(0);
        if end <= wanted {
            self.number = self.number.max(end);
            (self.at, self.block) = (until, None);
        } else {
            self.at = at + BLOCK_HEAD as u64;
            self.block = Some(Block { until: until.min(length), end, is_whole: until <= length });
        }
        Ok(None)
    }

    /// Where the next head of this segment stands behind the place that is none, or the end.
    fn search(&self, window: &mut Window, length: u64) -> io::Result<u64> {
        let mut from = self.at + 1;
        while from + BLOCK_HEAD as u64 <= length {
            let bytes = window.get(&self.file, from..from + PIECE as u64, length)?;
            if bytes.len() < BLOCK_HEAD {
                return Ok(length);
            }
            let found = memmem::find_iter(bytes, &BLOCK_MAGIC).find_map(|place| {
                let head = bytes.get(place..)?;
                // One that is not all in sight is looked at in the next piece.
                (head.len() < BLOCK_HEAD || BlockHead::read(head, self.seed).is_some())
                    .then_some(place as u64)
            });
            match found {
                Some(0) => return Ok(from),
                Some(place) => from += place,
                None => from += (bytes.len() - (BLOCK_MAGIC.len() - 1)) as u64,
            }
        }
        Ok(length)
    }
}

/// Whether a record stands there that was done before the segment came here from another spool.
fn record_before_first(bytes: &[u8], seed: Seed, name: &Name) -> bool {
    Record::read(bytes, seed).is_some_and(|record| name.number(record.number).is_none())
}
