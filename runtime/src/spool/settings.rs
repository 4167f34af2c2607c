//! What a spool is asked to be, and what it tells.

use core::time::Duration;
use std::io;

/// How much a spool keeps, for how long, and what goes when there is more.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// Bytes on disk, 256 MiB by default; at least [`LEAST_BYTES`]. The copies of damaged blocks, one MiB at most, are not
    /// counted.
    pub(crate) max_bytes: u64,
    /// Events that have waited for longer are dropped and counted as expired; by default they wait for as long as there is
    /// room. A segment goes as a whole, when its newest event is too old: up to an eighth later than asked.
    pub(crate) max_age: Option<Duration>,
    /// When the next segment begins, 8 MiB by default; at most a quarter of `max_bytes`.
    pub(crate) segment_bytes: u64,
    pub(crate) when_full: WhenFull,
    pub(crate) shared: IfTaken,
}

/// The smallest bound of a spool.
pub(crate) const LEAST_BYTES: u64 = 64 * 1024;

impl Default for Settings {
    fn default() -> Self {
        Self {
            max_bytes: 256 * 1024 * 1024,
            max_age: None,
            segment_bytes: 8 * 1024 * 1024,
            when_full: WhenFull::DropNewest,
            shared: IfTaken::Refuse,
        }
    }
}

/// Which events are dropped when there is no room for all of them. Each is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum WhenFull {
    /// Those that come now: what waits already is kept. The default.
    #[default]
    DropNewest,
    /// Those that have waited longest, a few megabytes at a time on disk.
    DropOldest,
    /// Those of the lowest levels, so that errors still find room when everything else does not: `trace` may fill half of it,
    /// `debug` six tenths, `info` seven, `warn` eight, `error` nine, and `critical` all.
    DropLowestLevel,
}

impl WhenFull {
    /// How much of `bytes` an event with these flags may fill. The lowest three bits are its level.
    pub(crate) fn share(self, bytes: u64, flags: u8) -> u64 {
        match self {
            Self::DropNewest | Self::DropOldest => bytes,
            Self::DropLowestLevel => bytes - bytes / 10 * 5_u64.saturating_sub(u64::from(flags & 7)),
        }
    }
}

/// What to do when another process, or another spool of this one, has the directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum IfTaken {
    /// An error that names the owner.
    #[default]
    Refuse,
    /// A directory of its own inside. Whoever comes after this process takes over what is left there.
    OwnFolder,
}

/// What was in the directory when it was opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Events that are not released, those taken over included. What is damaged among them is found by reading.
    pub(crate) events: u64,
    /// Bytes on disk.
    pub(crate) bytes: u64,
    /// Places that could not be read: heads of segments and torn ends.
    pub(crate) damaged_blocks: u64,
    /// Events that were there once and are not: of missing segments, or behind a torn end.
    pub(crate) lost_events: u64,
    /// Directories of processes that are gone, whose events are delivered from here.
    pub(crate) adopted: u64,
    /// There are segments of a newer version: they are left as they are, and this spool stands beside them.
    pub(crate) newer: bool,
    /// The cursor was missing or did not fit: everything that is there is delivered, some of it again.
    pub(crate) rescanned: bool,
}

/// Events that were lost since this was last asked, by cause.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Losses {
    /// They waited for too long.
    pub(crate) expired: u64,
    /// The oldest, for newer ones to have room.
    pub(crate) dropped_oldest: u64,
    /// Of a low level, while there was no room for them.
    pub(crate) dropped_lowest: u64,
    /// Longer than a spool takes.
    pub(crate) too_large: u64,
    /// They could not be read back.
    pub(crate) damaged: u64,
    /// Places that could not be read, whether they cost events or not.
    pub(crate) damaged_blocks: u64,
}

/// What became of events that were to be appended.
#[derive(Debug, Default)]
pub(crate) struct Appended {
    /// The first so many are dealt with: they are in the spool, but for those that [`Losses`] has as dropped for their level
    /// or length, which have no number.
    pub(crate) taken: usize,
    /// Why the others are not.
    pub(crate) refused: Option<Refusal>,
}

/// Why an event was not appended. It may be offered again.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The bound is reached.
    Full,
    /// The disk refused, for instance because it is full. Nothing of the event is left on it.
    #[allow(dead_code, reason = "why, for whoever tells it")]
    Disk(io::Error),
}

/// What a call of read gave.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// The number of the first record; above what was asked for when those before are gone.
    pub(crate) first: u64,
    /// The number after the last record, for the next call. Records were given when it is above `first`.
    pub(crate) next: u64,
    /// A file could not be opened, for instance because the process has too many: nothing is lost, ask again later.
    pub(crate) trouble: Option<io::Error>,
}
