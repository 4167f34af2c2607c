//! When a file is full.

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::super::period::Every;
use super::super::rotation::{Coming, Fill, Limits};

const SECOND: u64 = 1_000_000_000;
const DAY: u64 = 24 * 3600 * SECOND;

fn limits(size: Option<u64>, every: Option<Every>) -> Limits {
    Limits { size, every, zone: TimeZone::UTC }
}

/// How many events are in each file, by the bytes and the time of the events.
fn files(limits: &Limits, events: &[(u64, u64)]) -> Vec<usize> {
    let mut files = vec![0];
    let mut fill = Fill::default();
    let mut rest = events;
    while !rest.is_empty() {
        let taken = limits.take(&mut fill, rest.iter().map(|(bytes, at)| Coming { bytes: *bytes, at: *at }));
        *files.last_mut().unwrap() += taken;
        rest = &rest[taken..];
        if !rest.is_empty() {
            assert!(!fill.is_empty(), "an empty file takes any event");
            files.push(0);
            fill = Fill::default();
        }
    }
    files
}

#[test]
fn the_size_is_checked_before_the_write() {
    let events = [(40, 0), (40, 0), (20, 0), (1, 0), (100, 0), (101, 0), (1, 0)];
    assert_eq!(files(&limits(Some(100), None), &events), [3, 1, 1, 1, 1]);
}

#[test]
fn the_first_event_of_a_day_is_in_the_file_of_that_day() {
    let events = [(1, DAY - 1), (1, DAY), (1, DAY + 1), (1, 2 * DAY)];
    assert_eq!(files(&limits(None, Some(Every::Day)), &events), [1, 2, 1]);
}

#[test]
fn missed_periods_rotate_once() {
    let events = [(1, 0), (1, 400 * DAY), (1, 400 * DAY + 1)];
    assert_eq!(files(&limits(None, Some(Every::Hour)), &events), [1, 2]);
}

#[test]
fn size_and_time_rotate_together() {
    let events = [(60, 0), (60, 1), (30, 2), (1, DAY), (60, DAY + 1), (60, DAY + 2)];
    assert_eq!(files(&limits(Some(100), Some(Every::Day)), &events), [1, 2, 2, 1]);
}

#[test]
fn a_clock_that_jumps_a_year_ahead_and_back_rotates_once_and_then_every_day_again() {
    let now = 20_000 * DAY;
    let events = [(1, now), (1, now + 365 * DAY), (1, now + SECOND), (1, now + DAY), (1, now + 2 * DAY)];
    assert_eq!(files(&limits(None, Some(Every::Day)), &events), [1, 2, 1, 1]);
}

#[test]
fn an_event_that_comes_late_moves_no_period() {
    let events = [(1, DAY), (1, DAY - SECOND), (1, 2 * DAY - 1), (1, 2 * DAY - 2), (1, 2 * DAY)];
    assert_eq!(files(&limits(None, Some(Every::Day)), &events), [4, 1]);
}

#[test]
fn a_file_of_yesterday_is_full_for_an_event_of_today() {
    let limits = limits(None, Some(Every::Day));
    let mut fill = limits.resume(10, 5 * DAY - SECOND);
    assert_eq!(limits.take(&mut fill, [Coming { bytes: 1, at: 5 * DAY }].into_iter()), 0);
    let mut fill = limits.resume(10, 5 * DAY);
    assert_eq!(limits.take(&mut fill, [Coming { bytes: 1, at: 6 * DAY - 1 }].into_iter()), 1);
}

#[test]
fn a_file_with_nothing_but_its_header_is_not_full() {
    let limits = limits(Some(10), None);
    let mut fill = Fill::default();
    (fill.size, fill.header) = (90, 90);
    assert_eq!(
        limits.take(&mut fill, [Coming { bytes: 5, at: 0 }, Coming { bytes: 5, at: 0 }].into_iter()),
        1
    );
}

proptest! {
    #[test]
    fn no_file_is_larger_than_the_limit_but_for_one_event(
        sizes in prop::collection::vec(1..200_u64, 1..200), limit in 1..500_u64,
    ) {
        let events: Vec<_> = sizes.iter().map(|size| (*size, 0)).collect();
        let mut rest = &sizes[..];
        for events in files(&limits(Some(limit), None), &events) {
            let (file, after) = rest.split_at(events);
            prop_assert!(file.iter().sum::<u64>() <= limit || file.len() == 1);
            // And none is rotated early.
            if let Some(next) = after.first() {
                prop_assert!(file.iter().sum::<u64>() + next > limit);
            }
            rest = after;
        }
        prop_assert!(rest.is_empty());
    }
}
