//! Records on their way into blocks, in memory. Pure.

use super::format::{BLOCK, BLOCK_HEAD, BlockHead, RECORD_HEAD, Record, Seed, SegmentHead};

/// A stretch of blocks that is written with one call.
#[derive(Debug, Default)]
pub(super) struct Staging {
    bytes: Vec<u8>,
    /// Where each whole block ends.
    marks: Vec<Mark>,
    /// Everything that was put in and left out until now.
    now: Mark,
    /// The block that is being filled: where it begins, the number of its first record, and how many it has.
    open: Option<(usize, u64, u32)>,
}

/// What has become of the events up to some place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mark {
    /// Bytes up to here.
    pub(super) bytes: usize,
    pub(super) records: u64,
    /// Events left out on purpose.
    pub(super) lowest: u64,
    pub(super) too_large: u64,
}

impl Mark {
    /// Events that are dealt with, one way or the other.
    pub(super) fn taken(&self) -> u64 {
        self.records + self.lowest + self.too_large
    }
}

impl Staging {
    /// Begins anew, with the head of a segment if there is one to be written.
    pub(super) fn begin(&mut self, head: Option<&SegmentHead>) {
        self.bytes.clear();
        self.marks.clear();
        (self.now, self.open) = (Mark::default(), None);
        if let Some(head) = head {
            self.bytes.extend_from_slice(&head.bytes());
        }
    }

    /// Bytes so far.
    pub(super) fn length(&self) -> usize {
        self.bytes.len()
    }

    /// Bytes that a payload of this length would add.
    pub(super) fn cost(&self, payload: usize) -> usize {
        payload + RECORD_HEAD + if self.open.is_some() { 0 } else { BLOCK_HEAD }
    }

    pub(super) fn put(&mut self, record: Record<'_>, seed: Seed) {
        let (start, first, records) = self.open.unwrap_or((self.bytes.len(), record.number, 0));
        if records == 0 {
            self.bytes.extend_from_slice(&[0; BLOCK_HEAD]);
        }
        record.write(seed, &mut self.bytes);
        self.open = Some((start, first, records + 1));
        self.now.records += 1;
        if self.bytes.len() - start >= BLOCK {
            self.seal(seed);
        }
    }

    /// The event that came next is left out: its level is the lowest of those that there is no room for.
    pub(super) fn leave_lowest(&mut self) {
        self.now.lowest += 1;
    }

    /// The event that came next is left out: it is too long.
    pub(super) fn leave_too_large(&mut self) {
        self.now.too_large += 1;
    }

    /// Ends the block that is being filled.
    pub(super) fn seal(&mut self, seed: Seed) {
        let Some((start, first, records)) = self.open.take() else { return };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a block, or one payload not longer than LONGEST"
        )]
        let bytes = (self.bytes.len() - start - BLOCK_HEAD) as u32;
        if let Some(head) = self.bytes.get_mut(start..start + BLOCK_HEAD) {
            head.copy_from_slice(&BlockHead { bytes, first, records }.bytes(seed));
        }
        self.now.bytes = self.bytes.len();
        self.marks.push(self.now);
    }

    /// What is to be written; blocks are whole after [`seal`](Self::seal).
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn records(&self) -> u64 {
        self.now.records
    }

    /// What is true when so many of the bytes are in the file: the whole blocks count.
    pub(super) fn up_to(&self, written: usize) -> Mark {
        if written >= self.bytes.len() {
            return Mark { bytes: self.bytes.len(), ..self.now };
        }
        let whole = self.marks.partition_point(|mark| mark.bytes <= written);
        whole.checked_sub(1).and_then(|last| self.marks.get(last)).copied().unwrap_or_default()
    }
}
