//! When periods end, in zones that make it hard.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::super::period::{Every, next};

/// The ends of the periods that follow `from`, as local times with their offset.
fn ends(zone: &str, every: Every, from: &str, count: usize) -> Vec<String> {
    let zone = TimeZone::get(zone).unwrap();
    let mut at: Timestamp = from.parse().unwrap();
    (0..count)
        .map(|_| {
            at = next(every, &zone, at).unwrap();
            at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
        })
        .collect()
}

#[test]
fn the_day_of_23_hours_and_that_of_25_are_one_day_each() {
    assert_eq!(
        ends("Europe/Berlin", Every::Day, "2026-03-28T12:00:00Z", 3),
        ["2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", "2026-03-31T00:00:00+02:00"]
    );
    assert_eq!(
        ends("Europe/Berlin", Every::Day, "2026-10-24T12:00:00Z", 3),
        ["2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", "2026-10-27T00:00:00+01:00"]
    );
}

#[test]
fn the_hour_that_comes_twice_is_two_hours_and_the_missing_one_none() {
    assert_eq!(
        ends("Europe/Berlin", Every::Hour, "2026-10-24T23:30:00Z", 4),
        [
            "2026-10-25T02:00:00+02:00",
            "2026-10-25T02:00:00+01:00",
            "2026-10-25T03:00:00+01:00",
            "2026-10-25T04:00:00+01:00"
        ]
    );
    assert_eq!(
        ends("Europe/Berlin", Every::Hour, "2026-03-29T00:30:00Z", 2),
        ["2026-03-29T03:00:00+02:00", "2026-03-29T04:00:00+02:00"]
    );
}

#[test]
fn half_an_hour_of_summer_time_moves_no_midnight() {
    assert_eq!(
        ends("Australia/Lord_Howe", Every::Day, "2026-04-04T12:00:00Z", 2),
        ["2026-04-05T00:00:00+11:00", "2026-04-06T00:00:00+10:30"]
    );
    assert_eq!(
        ends("Australia/Lord_Howe", Every::Hour, "2026-04-04T14:45:00Z", 3),
        ["2026-04-05T01:30:00+10:30", "2026-04-05T02:00:00+10:30", "2026-04-05T03:00:00+10:30"]
    );
}

#[test]
fn a_day_without_midnight_begins_at_one() {
    assert_eq!(
        ends("America/Sao_Paulo", Every::Day, "2018-11-03T12:00:00Z", 2),
        ["2018-11-04T01:00:00-02:00", "2018-11-05T00:00:00-02:00"]
    );
}

#[test]
fn a_midnight_that_comes_twice_ends_one_day() {
    // Set back at 00:01 to 23:01 of the day before.
    assert_eq!(
        ends("America/St_Johns", Every::Day, "2010-11-06T12:00:00Z", 2),
        ["2010-11-07T00:00:00-02:30", "2010-11-08T00:00:00-03:30"]
    );
    // In the repeated part of the day before.
    assert_eq!(
        ends("America/St_Johns", Every::Day, "2010-11-07T02:45:00Z", 1),
        ["2010-11-08T00:00:00-03:30"]
    );
}

#[test]
fn a_leap_day_is_a_day() {
    assert_eq!(
        ends("UTC", Every::Day, "2028-02-28T10:00:00Z", 3),
        ["2028-02-29T00:00:00+00:00", "2028-03-01T00:00:00+00:00", "2028-03-02T00:00:00+00:00"]
    );
}

#[test]
fn weeks_begin_on_monday() {
    assert_eq!(
        ends("Europe/Berlin", Every::Week, "2026-11-22T22:59:59Z", 2),
        ["2026-11-23T00:00:00+01:00", "2026-11-30T00:00:00+01:00"]
    );
    assert_eq!(ends("Europe/Berlin", Every::Week, "2026-11-22T23:00:00Z", 1), ["2026-11-30T00:00:00+01:00"]);
}

#[test]
fn minutes_are_full_minutes() {
    assert_eq!(
        ends("Asia/Kolkata", Every::Minute, "2026-11-22T10:00:59.999999999Z", 2),
        ["2026-11-22T15:31:00+05:30", "2026-11-22T15:32:00+05:30"]
    );
}

const ZONES: [&str; 8] = [
    "UTC",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Africa/Monrovia",
    "Pacific/Apia",
];

proptest! {
    #[test]
    fn every_period_ends_later_and_no_later_than_it_may(second in 0..4_102_444_800_i64, zone in 0..ZONES.len()) {
        let zone = TimeZone::get(ZONES[zone]).unwrap();
        let at = Timestamp::from_second(second).unwrap();
        for (every, longest) in
            [(Every::Minute, 60), (Every::Hour, 3600), (Every::Day, 50 * 3600), (Every::Week, 9 * 24 * 3600)]
        {
            let end = next(every, &zone, at).unwrap();
            prop_assert!(end > at && end.as_second() - second <= longest, "{every:?} from {at} to {end}");
        }
    }

    #[test]
    fn a_day_ends_where_the_date_changes_and_only_there(second in 0..4_102_444_800_i64, zone in 0..ZONES.len()) {
        let zone = TimeZone::get(ZONES[zone]).unwrap();
        let at = Timestamp::from_second(second).unwrap();
        let end = next(Every::Day, &zone, at).unwrap();
        let date = |at: Timestamp| zone.to_datetime(at).date();
        let before = Timestamp::from_nanosecond(end.as_nanosecond() - 1).unwrap();
        prop_assert!(date(end) > date(before), "from {at} to {end}");
    }
}
