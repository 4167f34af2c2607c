//! Periods of civil time: when a minute, an hour, a day or a week is over. Nothing here reads a clock.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};

/// How often a file is rotated by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Every {
    /// At each full minute.
    Minute,
    /// At each full hour, and where the clocks change: the hour that comes twice in autumn is two.
    Hour,
    /// When a day begins: at midnight, or at whatever time the day begins where it has no midnight.
    Day,
    /// When a Monday begins.
    Week,
}

/// The first point in time after `at` at which another period begins in `zone`; `None` only at the end of time.
pub(super) fn next(every: Every, zone: &TimeZone, at: Timestamp) -> Option<Timestamp> {
    let local = at.to_zoned(zone.clone());
    match every {
        Every::Minute => aligned(&local, zone, 60),
        Every::Hour => aligned(&local, zone, 3600),
        Every::Day => day(&local, 1, 1),
        Every::Week => {
            let to_monday = i64::from(local.date().weekday().until(Weekday::Monday));
            day(&local, if to_monday == 0 { 7 } else { to_monday }, 7)
        }
    }
}

/// The next multiple of `unit` seconds on the local clock, or the next change of the clocks if that is sooner.
fn aligned(local: &Zoned, zone: &TimeZone, unit: i64) -> Option<Timestamp> {
    let at = local.timestamp();
    let offset = i64::from(local.offset().seconds());
    let second = i64::try_from(at.as_nanosecond().div_euclid(1_000_000_000)).ok()?;
    let end = ((second + offset).div_euclid(unit) + 1) * unit - offset;
    let end = Timestamp::from_second(end).ok()?;
    let change = zone.following(at).next().map(|change| change.timestamp());
    Some(change.filter(|change| *change < end).unwrap_or(end))
}

/// The beginning of the day in `days` days. Where the clocks are set back over midnight a day begins twice; the second
/// time is part of the first, and the next period begins `step` days later.
fn day(local: &Zoned, days: i64, step: i64) -> Option<Timestamp> {
    let begin = |days: i64| {
        let date = local.date().checked_add(days.days()).ok()?;
        Some(date.to_zoned(local.time_zone().clone()).ok()?.start_of_day().ok()?.timestamp())
    };
    let end = begin(days)?;
    if end > local.timestamp() { Some(end) } else { begin(days + step) }
}
