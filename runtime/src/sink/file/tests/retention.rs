//! Which rotated files go.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::super::family::{Archive, Packing, Suffix};
use super::super::retention::{Calendar, Keep, Kept, oldest};

const DAY: Duration = Duration::from_secs(24 * 3600);

fn kept(number: u64, second: i64, bytes: u64) -> Kept {
    let at = Timestamp::from_second(second).unwrap();
    Kept {
        archive: Archive { at, offset: Suffix::Utc, number, packing: None },
        name: format!("{number}"),
        bytes,
    }
}

fn doomed(keep: Keep, files: &mut [Kept], reserved: u64, now: Option<i64>) -> Vec<String> {
    let now = now.map(|second| Timestamp::from_second(second).unwrap());
    let mut doomed: Vec<_> = keep.doomed(files, reserved, now).iter().map(|kept| kept.name.clone()).collect();
    doomed.sort();
    doomed
}

#[test]
fn the_oldest_go_by_number_whatever_their_times() {
    // The clock was wrong when the first two were written.
    let mut files = [kept(2, 9_000, 1), kept(4, 400, 1), kept(1, 9_999, 1), kept(3, 300, 1)];
    let keep = Keep { files: Some(2), ..Keep::default() };
    assert_eq!(doomed(keep, &mut files, 0, None), ["1", "2"]);
    assert_eq!(oldest(&files).unwrap().name, "1");
}

#[test]
fn all_bytes_together_count_with_those_of_the_active_file() {
    let mut files = [kept(1, 0, 30), kept(2, 0, 30), kept(3, 0, 30)];
    let keep = Keep { bytes: Some(100), ..Keep::default() };
    assert_eq!(doomed(keep, &mut files, 10, None), Vec::<String>::new());
    assert_eq!(doomed(keep, &mut files, 11, None), ["1"]);
    assert_eq!(doomed(keep, &mut files, 41, None), ["1", "2"]);
}

#[test]
fn age_is_that_of_the_last_event() {
    let mut files = [kept(1, 100, 1), kept(2, 200, 1), kept(3, 300, 1)];
    let keep = Keep { age: Some(Duration::from_secs(150)), ..Keep::default() };
    assert_eq!(doomed(keep, &mut files, 0, Some(350)), ["1"]);
    assert_eq!(doomed(keep, &mut files, 0, Some(351)), ["1", "2"]);
    assert_eq!(doomed(keep, &mut files, 0, None), Vec::<String>::new());
}

#[test]
fn a_file_that_is_there_plain_and_compressed_counts_once() {
    let mut twice = kept(2, 0, 1);
    twice.archive.packing = Some(Packing::Gzip);
    let mut files = [kept(1, 0, 1), kept(2, 0, 1), twice];
    assert_eq!(doomed(Keep { files: Some(2), ..Keep::default() }, &mut files, 0, None), Vec::<String>::new());
    assert_eq!(doomed(Keep { files: Some(1), ..Keep::default() }, &mut files, 0, None), ["1"]);
}

#[test]
fn a_clock_that_jumps_ahead_makes_no_file_old_for_a_day() {
    let mut calendar = Calendar::default();
    let start = Timestamp::from_second(1_000_000).unwrap();
    let newest = Some(start);
    assert_eq!(calendar.now(start, DAY, newest, DAY), Some(start));
    let later = start + SignedDuration::from_hours(24 * 365);
    let jumped = DAY + Duration::from_secs(1);
    assert_eq!(calendar.now(later, jumped, newest, DAY), None);
    let (next, up) = (later + SignedDuration::from_hours(23), jumped + Duration::from_secs(23 * 3600));
    assert_eq!(calendar.now(next, up, Some(next), DAY), None);
    let (next, up) = (next + SignedDuration::from_hours(2), up + Duration::from_secs(2 * 3600));
    assert_eq!(calendar.now(next, up, Some(next), DAY), Some(next));
}

#[test]
fn after_a_long_silence_age_counts_from_the_newest_file() {
    let newest = Timestamp::from_second(1_000_000).unwrap();
    let now = newest + SignedDuration::from_hours(25);
    assert_eq!(Calendar::default().now(now, DAY, Some(newest), DAY), Some(newest));
    assert_eq!(Calendar::default().now(now, DAY, Some(newest), 2 * DAY), Some(now));
}

proptest! {
    #[test]
    fn what_stays_is_the_newest_part_within_every_limit(
        sizes in prop::collection::vec(0..50_u64, 0..30), most in 0..20_usize, bytes in 0..600_u64,
        reserved in 0..100_u64, shift in 0..30_usize,
    ) {
        let mut files: Vec<_> = sizes.iter().zip(1..).map(|(size, number)| kept(number, 0, *size)).collect();
        if !files.is_empty() {
            let shift = shift % files.len();
            files.rotate_left(shift);
        }
        let keep = Keep { files: Some(most), bytes: Some(bytes), age: None };
        let gone: Vec<u64> =
            keep.doomed(&mut files, reserved, None).iter().map(|kept| kept.archive.number).collect();
        let stays: Vec<_> = files.iter().filter(|kept| !gone.contains(&kept.archive.number)).collect();
        let sum: u64 = stays.iter().map(|kept| kept.bytes).sum();
        prop_assert!(stays.len() <= most && (stays.is_empty() || sum + reserved <= bytes));
        let oldest_kept = stays.iter().map(|kept| kept.archive.number).min().unwrap_or(u64::MAX);
        prop_assert!(gone.iter().all(|number| *number < oldest_kept));
        // And no more goes than must.
        if let Some(newest_gone) = files.iter().find(|kept| gone.contains(&kept.archive.number)) {
            prop_assert!(stays.len() == most || sum + newest_gone.bytes + reserved > bytes);
        }
    }
}
