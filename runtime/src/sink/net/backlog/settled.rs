//! Which numbers are settled.

use core::ops::Range;
use std::collections::BTreeMap;

/// A set of numbers: all below one, and ranges above it where something was settled out of order.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Settled {
    below: u64,
    /// Start and end of each range, none touching another or `below`.
    above: BTreeMap<u64, u64>,
}

impl Settled {
    /// All below `number`.
    pub(super) fn up_to(number: u64) -> Self {
        Self { below: number, above: BTreeMap::new() }
    }

    /// The first number that is not settled.
    pub(super) fn below(&self) -> u64 {
        self.below
    }

    /// Adds a range; `fresh` is shown the parts of it that were not in the set, in order.
    pub(super) fn insert(&mut self, range: Range<u64>, mut fresh: impl FnMut(Range<u64>)) {
        let mut at = range.start.max(self.below);
        while at < range.end {
            let gap = self.next_gap(at);
            if gap.start >= range.end {
                break;
            }
            let part = gap.start..gap.end.min(range.end);
            at = part.end;
            fresh(part.clone());
            self.add(part);
        }
    }

    /// The first numbers from `from` on that are not in the set.
    pub(super) fn next_gap(&self, from: u64) -> Range<u64> {
        let from = from.max(self.below);
        let start = match self.above.range(..=from).next_back() {
            Some((_, &end)) if end > from => end,
            _ => from,
        };
        start..self.above.range(start..).next().map_or(u64::MAX, |(&next, _)| next)
    }

    /// Adds a range of which nothing is in the set.
    fn add(&mut self, part: Range<u64>) {
        let Range { mut start, mut end } = part;
        if let Some(after) = self.above.remove(&end) {
            end = after;
        }
        if start == self.below {
            self.below = end;
            return;
        }
        if let Some((&before, _)) =
            self.above.range(..start).next_back().filter(|(_, touches)| **touches == start)
        {
            start = before;
        }
        self.above.insert(start, end);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_set_of_numbers(ranges in prop::collection::vec((0_u64..60, 0_u64..12), 0..30)) {
            let mut settled = Settled::default();
            let mut model = BTreeSet::new();
            for (start, length) in ranges {
                let mut fresh = Vec::new();
                settled.insert(start..start + length, |part| fresh.extend(part));
                let expected: Vec<_> = (start..start + length).filter(|number| model.insert(*number)).collect();
                prop_assert_eq!(fresh, expected);
                let below = (0..).find(|number| !model.contains(number)).unwrap_or(0);
                prop_assert_eq!(settled.below(), below);
                for from in 0..80 {
                    let gap = settled.next_gap(from);
                    prop_assert_eq!(Some(gap.start), (from..).find(|number| !model.contains(number)));
                    let end = (gap.start..200).find(|number| model.contains(number)).unwrap_or(u64::MAX);
                    prop_assert_eq!(gap.end, end);
                }
            }
        }
    }
}
