//! What a power cut leaves, and disks that cannot sync.

use super::disk::Disk;
use super::*;

#[test]
fn what_was_synced_outlives_any_power_cut() {
    for seed in 0..300 {
        let disk = Disk::default();
        let mut spool = open(&disk);
        append(&mut spool, 0..60);
        sync(&mut spool);
        assert_eq!(spool.synced_below(), 60);
        append(&mut spool, 60..120);
        spool.release(25);
        drop(spool);
        disk.cut_power(seed);
        let (mut spool, _) = disk.open(small()).unwrap();
        let got = read_all(&mut spool);
        assert!(got.is_sorted(), "{got:?}");
        assert!((25..60).all(|id| got.contains(&id)), "seed {seed}: {got:?}");
    }
}

#[test]
fn there_is_nothing_to_sync_when_all_is_on_the_disk() {
    let disk = Disk::default();
    let mut spool = open(&disk);
    sync(&mut spool);
    assert!(spool.begin_sync().is_none());
    append(&mut spool, 0..1);
    let job = spool.begin_sync().unwrap();
    assert!(spool.begin_sync().is_none(), "one at a time");
    // What comes meanwhile is for the next one.
    append(&mut spool, 1..2);
    spool.end_sync(job.run());
    assert_eq!(spool.synced_below(), 1);
    sync(&mut spool);
    assert_eq!(spool.synced_below(), 2);
    assert!(spool.begin_sync().is_none());
}

#[test]
fn a_job_runs_on_another_thread() {
    fn sendable<T: Send>(_: &T) {}
    let disk = Disk::default();
    let mut spool = open(&disk);
    append(&mut spool, 0..100);
    let job = spool.begin_sync().unwrap();
    sendable(&job);
    sendable(&spool);
    // What it is about may be gone by the time it runs.
    spool.release(100);
    spool.reclaim_now();
    let synced = job.run();
    sendable(&synced);
    assert!(synced.failed().is_none());
    spool.end_sync(synced);
}

#[test]
fn after_a_sync_that_failed_everything_is_written_elsewhere_and_is_on_the_disk() {
    for seed in 0..100 {
        let disk = Disk::default();
        let mut spool = open(&disk);
        append(&mut spool, 0..7);
        sync(&mut spool);
        append(&mut spool, 7..90);
        disk.platter(|platter| platter.failing_syncs = 2);
        let job = spool.begin_sync().unwrap();
        let synced = job.run();
        assert!(synced.failed().is_some());
        spool.end_sync(synced);
        assert_eq!(read_all(&mut spool), (0..90).collect::<Vec<_>>());
        append(&mut spool, 90..95);
        sync(&mut spool);
        assert_eq!(spool.synced_below(), 95);
        assert_eq!(read_all(&mut spool), (0..95).collect::<Vec<_>>());
        drop(spool);
        disk.cut_power(seed);
        let (mut spool, found) = disk.open(small()).unwrap();
        assert_eq!(read_all(&mut spool), (0..95).collect::<Vec<_>>(), "seed {seed}");
        assert_eq!((found.lost_events, found.events), (0, 95));
        assert_eq!(spool.take_losses(), Losses::default());
    }
}

#[test]
fn a_disk_that_never_syncs_keeps_everything_readable_and_is_tried_again() {
    let disk = Disk::default();
    let mut spool = open(&disk);
    disk.platter(|platter| platter.failing_syncs = usize::MAX);
    for round in 0..20 {
        append(&mut spool, round * 10..round * 10 + 10);
        if let Some(job) = spool.begin_sync() {
            spool.end_sync(job.run());
        }
        assert_eq!(spool.synced_below(), 0);
    }
    assert_eq!(read_all(&mut spool), (0..200).collect::<Vec<_>>());
    assert!(disk.ending(".part").is_empty());
    disk.platter(|platter| platter.failing_syncs = 0);
    sync(&mut spool);
    assert_eq!(spool.synced_below(), 200);
    drop(spool);
    disk.cut_power(5);
    let (mut spool, _) = disk.open(small()).unwrap();
    assert_eq!(read_all(&mut spool), (0..200).collect::<Vec<_>>());
}

#[test]
fn a_death_while_suspect_events_are_rewritten_loses_none() {
    for calls in 0..40 {
        let disk = Disk::default();
        let mut spool = open(&disk);
        append(&mut spool, 0..30);
        disk.platter(|platter| platter.failing_syncs = 1);
        let synced = spool.begin_sync().unwrap().run();
        disk.platter(|platter| platter.dies_after = Some(calls));
        spool.end_sync(synced);
        drop(spool);
        disk.platter(|platter| platter.dies_after = None);
        let (mut spool, found) = disk.open(small()).unwrap();
        assert_eq!(read_all(&mut spool), (0..30).collect::<Vec<_>>(), "{calls} calls");
        assert_eq!(found.lost_events, 0);
        assert!(disk.ending(".part").is_empty());
    }
}

#[test]
fn a_cursor_that_cannot_be_synced_is_replaced_and_nothing_is_unlinked_before() {
    let disk = Disk::default();
    let (mut spool, _) = disk.open(Settings { max_bytes: 1 << 20, ..small() }).unwrap();
    append(&mut spool, 0..100);
    sync(&mut spool);
    spool.release(100);
    disk.platter(|platter| platter.failing_syncs = 1);
    let synced = spool.begin_sync().unwrap().run();
    spool.end_sync(synced);
    assert!(disk.ending(".segment").len() > 2);
    sync(&mut spool);
    assert_eq!(disk.ending(".segment").len(), 1);
    drop(spool);
    disk.cut_power(1);
    let (spool, found) = disk.open(small()).unwrap();
    assert_eq!((spool.first_number(), found.events, found.rescanned), (100, 0, false));
}
