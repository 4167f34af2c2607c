//! Which rotated files are too many. Decides, and touches nothing.

use core::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::family::Archive;

/// What is kept beside the active file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Keep {
    /// So many rotated files.
    pub(super) files: Option<usize>,
    /// Rotated files whose last event is no older.
    pub(super) age: Option<Duration>,
    /// So many bytes, with the active file.
    pub(super) bytes: Option<u64>,
}

/// A rotated file that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) archive: Archive,
    pub(super) name: String,
    pub(super) bytes: u64,
}

impl Keep {
    pub(super) fn any(&self) -> bool {
        *self != Self::default()
    }

    /// The files to delete. `now` is the time to reckon age from, if it can be trusted; `reserved` is what the active
    /// file takes or may come to take.
    ///
    /// An archive that is there twice, plain and compressed, counts as one file.
    pub(super) fn doomed<'k>(
        &self,
        kept: &'k mut [Kept],
        reserved: u64,
        now: Option<Timestamp>,
    ) -> Vec<&'k Kept> {
        kept.sort_by(|one, other| newest_first(&one.archive, &other.archive));
        let (mut files, mut bytes) = (0, reserved);
        let mut before: Option<&Archive> = None;
        let mut doomed = Vec::new();
        for file in kept.iter() {
            let again = before.is_some_and(|before| same(before, &file.archive));
            before = Some(&file.archive);
            if !again {
                files += 1;
            }
            bytes = bytes.saturating_add(file.bytes);
            let too_many = self.files.is_some_and(|most| files > most);
            let too_big = self.bytes.is_some_and(|most| bytes > most);
            if too_many || too_big || self.too_old(&file.archive, now) {
                doomed.push(file);
            }
        }
        doomed
    }

    fn too_old(&self, archive: &Archive, now: Option<Timestamp>) -> bool {
        let (Some(age), Some(now)) = (self.age, now) else { return false };
        let age = SignedDuration::try_from(age).unwrap_or(SignedDuration::MAX);
        now.duration_since(archive.at) > age
    }
}

/// What is to be deleted to make room on a full disk: the oldest.
pub(super) fn oldest(kept: &[Kept]) -> Option<&Kept> {
    kept.iter().max_by(|one, other| newest_first(&one.archive, &other.archive))
}

fn newest_first(one: &Archive, other: &Archive) -> core::cmp::Ordering {
    (other.number, other.at, other.packing.is_some()).cmp(&(one.number, one.at, one.packing.is_some()))
}

fn same(one: &Archive, other: &Archive) -> bool {
    (one.number, one.at) == (other.number, other.at)
}

/// Watches the clock that ages are reckoned from. One that was set must not make all files old at once.
#[derive(Debug, Default)]
pub(super) struct Calendar {
    /// The wall clock and the time since the start, at the last look.
    last: Option<(Timestamp, Duration)>,
    /// Until then, in time since the start, no file is too old.
    doubtful_until: Duration,
}

impl Calendar {
    const STEP: SignedDuration = SignedDuration::from_hours(1);
    const DOUBT: Duration = Duration::from_secs(24 * 3600);

    /// The time to reckon from. `newest` is the time of the newest event in the log: where that is older than `age`
    /// itself, either nothing was logged for long or the clock is wrong, and age counts from there.
    pub(super) fn now(
        &mut self,
        wall: Timestamp,
        up: Duration,
        newest: Option<Timestamp>,
        age: Duration,
    ) -> Option<Timestamp> {
        if let Some((last_wall, last_up)) = self.last {
            let passed = SignedDuration::try_from(up.saturating_sub(last_up)).unwrap_or_default();
            let step = wall.duration_since(last_wall) - passed;
            if step.abs() > Self::STEP {
                self.doubtful_until = up.saturating_add(Self::DOUBT);
            }
        }
        self.last = Some((wall, up));
        if up < self.doubtful_until {
            return None;
        }
        let age = SignedDuration::try_from(age).unwrap_or(SignedDuration::MAX);
        Some(newest.filter(|newest| wall.duration_since(*newest) > age).unwrap_or(wall))
    }
}
