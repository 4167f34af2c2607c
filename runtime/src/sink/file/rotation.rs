//! When a file is full: by size, by time. Decides, and touches nothing.
//!
//! Time is the events' own, in nanoseconds since 1970 UTC: the first line of a day is in the file of that day.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::period::{self, Every};

/// What makes a file full.
#[derive(Debug, Clone)]
pub(super) struct Limits {
    /// Bytes that a file does not exceed, unless a single event does.
    pub(super) size: Option<u64>,
    pub(super) every: Option<Every>,
    pub(super) zone: TimeZone,
}

/// What the decision needs to know of the active file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fill {
    /// Bytes in it.
    pub(super) size: u64,
    /// Bytes of the line that every file begins with, which is no event.
    pub(super) header: u64,
    /// The time of the last event in it.
    pub(super) last: Option<u64>,
    /// The latest time in its period, and the end of that period.
    period: Option<(u64, u64)>,
}

/// What is known of an event before it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Coming {
    pub(super) bytes: u64,
    pub(super) at: u64,
}

/// An event that is this much older than the one before it does not come late: the clock was set back.
const SET_BACK: u64 = 3_600_000_000_000;

impl Fill {
    /// Whether there is no event in it.
    pub(super) fn is_empty(&self) -> bool {
        self.size <= self.header
    }
}

impl Limits {
    /// Whether a limit of a single file is set at all.
    pub(super) fn any(&self) -> bool {
        self.size.is_some() || self.every.is_some()
    }

    /// How many of the events the file takes before it is full. `fill` is brought up to date for them.
    pub(super) fn take(&self, fill: &mut Fill, events: impl Iterator<Item = Coming>) -> usize {
        let mut taken = 0;
        for event in events {
            if !fill.is_empty() && (self.too_big(fill, event) || self.too_late(fill, event)) {
                return taken;
            }
            self.note(fill, event);
            taken += 1;
        }
        taken
    }

    /// What is known of a file that was there before: its size and when it was last written to.
    pub(super) fn resume(&self, size: u64, last: u64) -> Fill {
        let mut fill = Fill::default();
        if size > 0 {
            self.note(&mut fill, Coming { bytes: size, at: last });
        }
        fill
    }

    /// Brings `fill` up to date for events that go into the file although it is full.
    pub(super) fn force(&self, fill: &mut Fill, events: impl Iterator<Item = Coming>) {
        events.for_each(|event| self.note(fill, event));
    }

    fn too_big(&self, fill: &Fill, event: Coming) -> bool {
        self.size.is_some_and(|limit| fill.size.saturating_add(event.bytes) > limit)
    }

    fn too_late(&self, fill: &Fill, event: Coming) -> bool {
        fill.period.is_some_and(|(_, end)| event.at >= end)
    }

    fn end_of_period(&self, every: Every, at: u64) -> u64 {
        let end = period::next(every, &self.zone, timestamp(at)).map(Timestamp::as_nanosecond);
        end.and_then(|end| u64::try_from(end).ok()).unwrap_or(u64::MAX)
    }

    fn note(&self, fill: &mut Fill, event: Coming) {
        if let Some(every) = self.every {
            let begins = match fill.period {
                _ if fill.is_empty() => true,
                None => true,
                // Set back: the period is that of the new time, or the next rotation would be as far away as the
                // clock was wrong. What is in the file stays there.
                Some((latest, _)) => latest.saturating_sub(event.at) > SET_BACK,
            };
            if begins {
                fill.period = Some((event.at, self.end_of_period(every, event.at)));
            } else if let Some((latest, _)) = &mut fill.period {
                *latest = event.at.max(*latest);
            }
        }
        fill.size = fill.size.saturating_add(event.bytes);
        fill.last = Some(event.at);
    }
}

/// A point in time by its nanoseconds since 1970 UTC.
pub(super) fn timestamp(unix_nanos: u64) -> Timestamp {
    Timestamp::from_nanosecond(i128::from(unix_nanos)).unwrap_or(Timestamp::MAX)
}
