//! The spool: segment files in which events wait for one destination, across the end of the process.
//!
//! A spool knows bytes: payloads with a number, and eight bits of flags of which the low three are the level. One owner appends,
//! reads, releases; nothing here has a thread, waits, or touches a network. Only a [`SyncJob`] runs elsewhere.
//!
//! # What holds
//!
//! - A record is read back as it was written, or not at all: whatever the disk, a crash or a power cut did to it.
//! - What was appended outlives the process; what was synced outlives a power cut. Until it is released.
//! - A record that is lost is counted, by cause. Damage costs a block (64 KiB and a record) at most, and never a start.
//! - A directory holds at most `max_bytes`, and one MiB of copies of damaged blocks. Memory and open files (six, and one more for
//!   a moment) do not depend on how much waits.
//! - What is not ours, by its exact name, is never touched. What is of a newer version is not either.
//!
//! # Format
//!
//! All numbers are little-endian, whatever the machine. Names are specified in `name`, the cursor's two slots in `cursor`.
//! Checksums are CRC-32C. Those of a segment's blocks and records begin with the checksum of its salt, random bits that stand in
//! its name: neither leftovers of other files nor events that look like blocks can pass for what they are not.
//!
//! A segment is a head and blocks:
//!
//! | offset | bytes | segment |
//! |---|---|---|
//! | 0 | 8 | `bbspool\n` |
//! | 8 | 4 | version |
//! | 12 | 4 | checksum of the 12 bytes before; in every version |
//! | 16 | 8 | salt, as in the name |
//! | 24 | 8 | number of the first record |
//! | 32 | 8 | number after the last record of the segment before |
//! | 40 | 8 | salt of that segment |
//! | 48 | 8 | created, in nanoseconds since 1970 UTC |
//! | 56 | 4 | process id |
//! | 60 | 4 | checksum of the 60 bytes before |
//!
//! | offset | bytes | block |
//! |---|---|---|
//! | 0 | 4 | `b1 0c ba 5e` |
//! | 4 | 4 | bytes of the records behind this head |
//! | 8 | 8 | number of the first record |
//! | 16 | 4 | records |
//! | 20 | 4 | checksum of the 20 bytes before |
//! | 24 | | records with consecutive numbers |
//!
//! | offset | bytes | record |
//! |---|---|---|
//! | 0 | 4 | length of the payload, 16 MiB at most |
//! | 4 | 4 | checksum of what follows; the length is mixed into where it begins |
//! | 8 | 8 | number |
//! | 16 | 1 | flags |
//! | 17 | | payload |
//!
//! Numbers of records only grow from segment to segment, and a segment ends where the next one begins, whatever it has behind
//! that: so a segment that was written again stands in place of the end of the other. Between two segments numbers may be
//! missing that never were in the spool; the head says so. What is missing otherwise is lost. A segment is written by one
//! process: the next one begins another.
//!
//! The version goes up when an older library would read something wrong. Older versions are read for good.

mod adopt;
mod append;
mod cursor;
mod folder;
mod format;
mod gaps;
mod inventory;
mod name;
mod open;
mod owner;
mod read;
mod reader;
mod release;
mod settings;
mod shelf;
mod staging;
mod sync;
#[cfg(test)]
mod tests;
mod window;

pub use settings::WhenFull;
pub(crate) use settings::{Found, IfTaken, LEAST_BYTES, Losses, Refusal, Settings};
pub(crate) use sync::Synced;

use core::time::Duration;
use std::sync::Arc;

use cursor::Cursor;
use folder::{Directory, Folder};
use gaps::Gaps;
use owner::Lock;
use reader::Reader;
use shelf::Shelf;
use staging::Staging;

use crate::clock::Now;

/// Reads the clocks.
type Clock = Arc<dyn Fn() -> Now + Send + Sync>;

/// The segment files of one destination, opened by their one owner.
pub(crate) struct Spool<F: Folder = Directory> {
    folder: Arc<F>,
    settings: Settings,
    clock: Clock,
    shelf: Shelf,
    /// The segment that is written to, which is the last; none until the next record.
    active: Option<Active<F>>,
    cursor: Cursor<F>,
    reader: Reader<F>,
    staging: Staging,
    gaps: Gaps,
    losses: Losses,
    /// All records with smaller numbers are done with.
    released: u64,
    next_number: u64,
    /// The number after the last record that ever was here.
    data_end: u64,
    next_sequence: u64,
    /// Copies of damaged blocks.
    kept: usize,
    /// Whether all names are on the disk.
    names_synced: bool,
    /// A job is under way.
    syncing: bool,
    /// Rooms inside the directory that were there when it was opened.
    rooms: Vec<String>,
    /// What the directory is called in the one that was asked for, if it is not that one.
    room: Option<String>,
    _lock: Lock<F::File>,
}

/// The file that is written to.
struct Active<F: Folder> {
    file: Arc<F::File>,
    /// When, on the clock that only grows.
    begun: Duration,
}

impl<F: Folder> Spool<F> {
    /// The number of the record that is appended next. Numbers are never given twice in a directory.
    pub(crate) fn next_number(&self) -> u64 {
        self.next_number
    }

    /// The first number that is not released. Dropping the oldest moves it too.
    pub(crate) fn first_number(&self) -> u64 {
        self.released
    }

    /// Records that are not released and not known to be lost.
    pub(crate) fn events(&self) -> u64 {
        self.shelf.left(self.released).saturating_sub(self.gaps.within(self.released..u64::MAX))
    }

    /// Bytes on disk of segments that hold such records.
    pub(crate) fn bytes(&self) -> u64 {
        self.shelf.size().saturating_sub(self.shelf.dead(self.released))
    }

    /// What was lost since this was last asked.
    pub(crate) fn take_losses(&mut self) -> Losses {
        std::mem::take(&mut self.losses)
    }
}

/// 64 bits that nobody who writes events can know.
fn random() -> u64 {
    // Where the system has none to give, checksums are as good, and forgeries are not kept out.
    getrandom::u64()
        .unwrap_or_else(|_| crate::clock::now().unix_nanos ^ u64::from(std::process::id()).rotate_left(40))
}
