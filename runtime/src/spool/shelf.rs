//! The segments of a spool, in the order of their numbers. Pure: nothing here touches a file.

use core::time::Duration;

use super::format::Seed;
use super::name::Name;

/// What is known of one segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) name: Name,
    /// The number after its last record, and not above the first of the next segment.
    pub(super) end: u64,
    /// Where its records end in the file.
    pub(super) length: u64,
    /// Bytes on disk, with what is behind the records.
    pub(super) size: u64,
    /// What is on the disk for certain: so many bytes, and all records with smaller numbers.
    pub(super) synced: Extent,
    pub(super) age: Age,
    /// A sync of it failed: what is not on the disk must be written again, elsewhere.
    pub(super) suspect: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Extent {
    pub(super) bytes: u64,
    pub(super) below: u64,
}

/// How old the newest record is: `known` at the time `at` of the clock that only grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Age {
    pub(super) known: Duration,
    pub(super) at: Duration,
}

impl Age {
    pub(super) fn now(self, up: Duration) -> Duration {
        self.known.saturating_add(up.saturating_sub(self.at))
    }
}

impl Segment {
    pub(super) fn first(&self) -> u64 {
        self.name.first
    }

    pub(super) fn seed(&self) -> Seed {
        Seed::of(self.name.salt)
    }

    /// Numbers in it from `released` on.
    pub(super) fn left(&self, released: u64) -> u64 {
        self.end.saturating_sub(self.first().max(released))
    }

    pub(super) fn is_synced(&self) -> bool {
        self.synced.bytes >= self.length
    }
}

/// All segments there are, sorted by their first number; of equal ones the later counts and stands behind.
#[derive(Debug, Default)]
pub(super) struct Shelf(Vec<Segment>);

impl Shelf {
    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &Segment> {
        self.0.iter()
    }

    pub(super) fn last(&self) -> Option<&Segment> {
        self.0.last()
    }

    pub(super) fn last_mut(&mut self) -> Option<&mut Segment> {
        self.0.last_mut()
    }

    /// The segment with this number in it, or else the next one that has any.
    pub(super) fn find(&self, number: u64) -> Option<&Segment> {
        // Ends grow with the index; an empty segment has the end of the one before it or its own first number.
        let at = self.0.partition_point(|segment| segment.end <= number);
        self.0.get(at)
    }

    pub(super) fn get_mut(&mut self, sequence: u64) -> Option<&mut Segment> {
        self.0.iter_mut().find(|segment| segment.name.sequence == sequence)
    }

    pub(super) fn get(&self, sequence: u64) -> Option<&Segment> {
        self.0.iter().find(|segment| segment.name.sequence == sequence)
    }

    /// Puts a segment where its first number belongs. The one before it ends there, at the latest.
    pub(super) fn insert(&mut self, segment: Segment) {
        let at = self.0.partition_point(|other| other.order() <= segment.order());
        for before in self.0.iter_mut().take(at) {
            before.end = before.end.min(segment.first()).max(before.first());
        }
        self.0.insert(at, segment);
    }

    pub(super) fn remove(&mut self, sequence: u64) -> Option<Segment> {
        let at = self.0.iter().position(|segment| segment.name.sequence == sequence)?;
        Some(self.0.remove(at))
    }

    /// Bytes on disk.
    pub(super) fn size(&self) -> u64 {
        self.0.iter().map(|segment| segment.size).sum()
    }

    /// Bytes of the segments in which everything is done.
    pub(super) fn dead(&self, released: u64) -> u64 {
        self.0.iter().filter(|segment| segment.end <= released).map(|segment| segment.size).sum()
    }

    /// Numbers in segments from `released` on.
    pub(super) fn left(&self, released: u64) -> u64 {
        self.0.iter().map(|segment| segment.left(released)).sum()
    }
}

impl Segment {
    pub(super) fn order(&self) -> (u64, u64) {
        (self.first(), self.name.sequence)
    }
}
