//! Events wait for as long as they may, and clocks are set.

use std::time::Duration;

use super::disk::Disk;
use super::*;

const HOUR: Duration = Duration::from_secs(3600);

fn for_hours(hours: u32) -> Settings {
    Settings { max_age: Some(HOUR * hours), ..small() }
}

#[test]
fn what_has_waited_for_too_long_goes_and_is_counted() {
    let disk = Disk::default();
    let (mut spool, _) = disk.open(for_hours(8)).unwrap();
    for hour in 0..24 {
        append(&mut spool, hour * 10..hour * 10 + 10);
        disk.pass(HOUR);
    }
    let left = read_all(&mut spool);
    let expired = spool.take_losses().expired;
    assert_eq!(left, (expired..240).collect::<Vec<_>>());
    // Never too early, and at most an eighth too late.
    assert!((70..=100).contains(&left.len()), "{left:?}");
    disk.pass(HOUR * 9);
    assert!(read_all(&mut spool).is_empty());
    assert_eq!(spool.take_losses().expired, left.len() as u64);
    assert_eq!(spool.events(), 0);
    append(&mut spool, 240..250);
    assert_eq!(read_all(&mut spool), (240..250).collect::<Vec<_>>());
}

#[test]
fn the_time_between_two_processes_counts() {
    let disk = Disk::default();
    let (mut spool, _) = disk.open(for_hours(8)).unwrap();
    append(&mut spool, 0..10);
    drop(spool);
    disk.platter(|platter| (platter.now, platter.up) = (HOUR * 5, Duration::ZERO));
    let (mut spool, found) = disk.open(for_hours(8)).unwrap();
    assert_eq!(found.events, 10);
    disk.pass(HOUR * 2);
    assert_eq!(read_all(&mut spool).len(), 10);
    disk.pass(HOUR * 2);
    assert!(read_all(&mut spool).is_empty());
    assert_eq!(spool.take_losses().expired, 10);
}

#[test]
fn a_clock_that_is_set_while_the_process_runs_makes_nothing_older() {
    let disk = Disk::default();
    disk.platter(|platter| platter.now = HOUR * 1000);
    let (mut spool, _) = disk.open(for_hours(8)).unwrap();
    append(&mut spool, 0..10);
    for set_to in [HOUR * 100_000, Duration::ZERO, HOUR * 999] {
        disk.platter(|platter| platter.now = set_to);
        assert_eq!(read_all(&mut spool).len(), 10);
    }
}

#[test]
fn a_machine_that_begins_in_1970_expires_nothing() {
    let disk = Disk::default();
    disk.platter(|platter| platter.now = HOUR * 400_000);
    let (mut spool, _) = disk.open(for_hours(8)).unwrap();
    append(&mut spool, 0..10);
    drop(spool);
    disk.platter(|platter| platter.now = Duration::ZERO);
    let (mut spool, _) = disk.open(for_hours(8)).unwrap();
    assert_eq!(read_all(&mut spool).len(), 10);
}
