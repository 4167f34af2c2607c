//! The cursor: up to where everything is done.
//!
//! A file with two places for a slot, 4 KiB apart, so that no write and no page touches both. Slots are written in turn, each
//! with a generation one higher; the highest that is whole counts. So a write that was torn costs what it would have said,
//! and never what the one before said.
//!
//! | offset | bytes | what |
//! |---|---|---|
//! | 0 | 8 | `bbcursor` |
//! | 8 | 4 | version |
//! | 12 | 4 | CRC-32C of what is before |
//! | 16 | 8 | generation |
//! | 24 | 8 | released: all records with smaller numbers are done |
//! | 32 | 8 | end: the number after the last record that was in a segment at that time |
//! | 40 | 1 | 1 while segments are being moved away |
//! | 41 | 19 | zero |
//! | 60 | 4 | CRC-32C of what is before |

use std::io;
use std::sync::Arc;

use super::folder::{Folder, Handle, How, read_full, write_all};
use super::format::{Fields, VERSION, u32_at, u64_at};
use super::name::{CURSOR, NEW_CURSOR};

const MAGIC: &[u8; 8] = b"bbcursor";
/// From one slot to the other.
const STRIDE: u64 = 4096;

/// What one slot says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Slot {
    pub(super) generation: u64,
    pub(super) released: u64,
    pub(super) end: u64,
    /// Whoever wrote it is gone, and its segments are being moved away.
    pub(super) is_emptied: bool,
}

/// What the place of a slot holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Slot(Slot),
    Newer,
    Nothing,
}

impl Slot {
    pub(super) fn bytes(&self) -> [u8; 64] {
        let mut fields = Fields::default();
        fields.put(MAGIC);
        fields.put(&VERSION.to_le_bytes());
        fields.put(&crc32c::crc32c(fields.so_far()).to_le_bytes());
        for word in [self.generation, self.released, self.end] {
            fields.put(&word.to_le_bytes());
        }
        fields.put(&[u8::from(self.is_emptied)]);
        fields.put(&[0; 19]);
        fields.put(&crc32c::crc32c(fields.so_far()).to_le_bytes());
        fields.bytes
    }

    pub(super) fn read(bytes: &[u8]) -> Found {
        let holds = |at: usize| u32_at(bytes, at) == bytes.get(..at).map(crc32c::crc32c);
        if bytes.len() < 64 || !bytes.starts_with(MAGIC) || !holds(12) {
            return Found::Nothing;
        }
        if u32_at(bytes, 8).is_some_and(|version| version > VERSION) {
            return Found::Newer;
        }
        let slot = || {
            let in_range = |number: &u64| i64::try_from(*number).is_ok();
            Some(Slot {
                generation: u64_at(bytes, 16)?,
                released: u64_at(bytes, 24).filter(in_range)?,
                end: u64_at(bytes, 32).filter(in_range)?,
                is_emptied: *bytes.get(40)? == 1,
            })
        };
        slot().filter(|_| holds(60)).map_or(Found::Nothing, Found::Slot)
    }
}

/// What a directory says of where its reader was.
pub(super) fn look<F: Folder>(folder: &F) -> io::Result<Found> {
    let file = match folder.open(CURSOR, How::Read) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(error),
    };
    let mut best = Found::Nothing;
    for place in [0, STRIDE] {
        let mut bytes = [0; 64];
        // What cannot be read is as good as damaged.
        if read_full(&file, place, &mut bytes).is_err() {
            continue;
        }
        match (Slot::read(&bytes), best) {
            (Found::Newer, _) => return Ok(Found::Newer),
            (Found::Slot(slot), Found::Slot(other)) if slot.generation < other.generation => {}
            (Found::Slot(slot), _) => best = Found::Slot(slot),
            (Found::Nothing, _) => {}
        }
    }
    Ok(best)
}

/// The open cursor of the directory that is ours.
#[derive(Debug)]
pub(super) struct Cursor<F: Folder> {
    /// Missing while the disk has no room for it.
    file: Option<Arc<F::File>>,
    written: Slot,
    /// Whether the file holds it.
    holds: bool,
    /// What a power cut would leave at least.
    synced: u64,
    /// A sync of the file failed: it is not to be used again.
    suspect: bool,
}

impl<F: Folder> Cursor<F> {
    /// Continues from `slot`, which may be the zero one.
    pub(super) fn new(slot: Slot) -> Self {
        Self { file: None, written: slot, holds: false, synced: 0, suspect: false }
    }

    /// Notes in the directory of somebody who is gone that segments are moved away, from the first on: one that is missing
    /// in front is not lost.
    pub(super) fn is_emptied(&mut self, folder: &F) {
        let generation = self.written.generation + 1;
        self.written = Slot { generation, is_emptied: true, ..self.written };
        self.holds = self.put(folder).is_ok();
    }

    /// Notes where the reader is. A write that fails is made up for by the next one, or by [`sync`](Self::sync).
    pub(super) fn write(&mut self, folder: &F, released: u64, end: u64) {
        if self.holds && (self.written.released, self.written.end) == (released, end) {
            return;
        }
        self.written = Slot { generation: self.written.generation + 1, released, end, is_emptied: false };
        self.holds = self.put(folder).is_ok();
    }

    fn put(&mut self, folder: &F) -> io::Result<()> {
        let file = match self.file.take() {
            Some(file) => file,
            None => Arc::new(folder.open(CURSOR, How::OpenOrCreate)?),
        };
        let file = self.file.insert(file);
        write_all(&**file, STRIDE * (self.written.generation % 2), &self.written.bytes()).1
    }

    /// Brings it to the disk, at once.
    ///
    /// # Errors
    ///
    /// The disk's own. After a sync that failed nobody knows what the file holds, so a new one has taken its place, or will
    /// at the next call.
    pub(super) fn sync(&mut self, folder: &F) -> io::Result<()> {
        if self.suspect {
            return self.replace(folder);
        }
        if !self.holds {
            self.put(folder)?;
            self.holds = true;
        }
        if self.synced != self.written.released {
            match self.file.as_ref().map(|file| file.sync()) {
                Some(Ok(())) => self.synced = self.written.released,
                _ => self.replace(folder)?,
            }
        }
        Ok(())
    }

    /// Takes the place of a file that could not be synced, and says whether it did. It is tried again with the next sync.
    pub(super) fn heal(&mut self, folder: &F) -> bool {
        self.suspect && self.replace(folder).is_ok()
    }

    fn replace(&mut self, folder: &F) -> io::Result<()> {
        self.suspect = true;
        let _none_is_left = folder.remove(NEW_CURSOR);
        let file = folder.open(NEW_CURSOR, How::CreateNew)?;
        write_all(&file, STRIDE * (self.written.generation % 2), &self.written.bytes()).1?;
        file.sync()?;
        folder.rename(NEW_CURSOR, folder, CURSOR)?;
        folder.sync()?;
        (self.file, self.holds, self.suspect) = (Some(Arc::new(file)), true, false);
        self.synced = self.written.released;
        Ok(())
    }

    /// What another thread has to sync, and what is on the disk then; `None` when it is there already.
    pub(super) fn unsynced(&self) -> Option<(Arc<F::File>, u64)> {
        let is_due = self.holds && !self.suspect && self.synced != self.written.released;
        let file = self.file.as_ref().filter(|_| is_due)?;
        Some((Arc::clone(file), self.written.released))
    }

    /// Another thread has synced it when it said `released`.
    pub(super) fn is_synced(&mut self, released: u64) {
        self.synced = self.synced.max(released);
    }

    /// Another thread could not sync it.
    pub(super) fn is_suspect(&mut self) {
        self.suspect = true;
    }

    /// The number below which everything is done, on the disk too.
    pub(super) fn safe(&self) -> u64 {
        self.synced
    }
}
