//! Numbers that are missing in segments: found once, counted once. Pure.

use core::ops::Range;
use std::collections::{BTreeMap, BTreeSet};

/// What reading found missing, from the first number on that is not released.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    /// Start and end of each stretch of missing numbers.
    missing: BTreeMap<u64, u64>,
    /// Damaged places: sequence of the segment and offset.
    places: BTreeSet<(u64, u64)>,
    /// How far reading has ever come.
    seen: u64,
}

impl Gaps {
    /// Reading came to `number`.
    pub(super) fn seen(&mut self, number: u64) {
        self.seen = self.seen.max(number);
    }

    /// Notes that these numbers are not there, and says how many of them were not known to be missing.
    pub(super) fn miss(&mut self, numbers: Range<u64>) -> u64 {
        let start = numbers.start.max(self.seen);
        self.seen(numbers.end);
        if start >= numbers.end {
            return 0;
        }
        // What continues a stretch makes it longer: however much is damaged, few are kept.
        match self.missing.last_entry() {
            Some(mut last) if *last.get() == start => {
                last.insert(numbers.end);
            }
            _ => {
                self.missing.insert(start, numbers.end);
            }
        }
        numbers.end - start
    }

    /// Notes a damaged place, and says whether it is a new one.
    pub(super) fn damage(&mut self, sequence: u64, offset: u64) -> bool {
        self.places.insert((sequence, offset))
    }

    /// Forgets what is below `number`.
    pub(super) fn release(&mut self, number: u64) {
        while let Some(first) = self.missing.first_entry().filter(|first| *first.key() < number) {
            let end = first.remove();
            if end > number {
                self.missing.insert(number, end);
            }
        }
    }

    /// Forgets the places of a segment that is gone.
    pub(super) fn forget(&mut self, sequence: u64) {
        self.places.retain(|(other, _)| *other != sequence);
    }

    /// How many of these numbers are missing.
    pub(super) fn within(&self, numbers: Range<u64>) -> u64 {
        let overlap =
            |(start, end): (&u64, &u64)| end.min(&numbers.end).saturating_sub(*start.max(&numbers.start));
        self.missing.range(..numbers.end).map(overlap).sum()
    }
}
