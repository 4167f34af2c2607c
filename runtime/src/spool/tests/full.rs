//! There is no room: by the bound, or on the disk.

use std::io;

use super::disk::{Call, Disk, Step};
use super::*;
use crate::spool::{Refusal, WhenFull};

fn with(when_full: WhenFull) -> Settings {
    Settings { when_full, ..small() }
}

/// Bytes of all segments on the disk.
fn used(disk: &Disk) -> usize {
    disk.ending(".segment").iter().map(|name| disk.bytes(name).len()).sum()
}

#[test]
fn the_newest_are_refused_when_the_bound_is_reached_and_taken_again_when_there_is_room() {
    let disk = Disk::default();
    let mut spool = open(&disk);
    let payloads: Vec<_> = (0..1000).map(payload).collect();
    let appended = spool.append(payloads.iter().map(|payload| (&payload[..], 2)));
    assert!(matches!(appended.refused, Some(Refusal::Full)));
    let taken = appended.taken as u64;
    assert!((200..600).contains(&taken), "{taken}");
    assert!(used(&disk) <= 64 * 1024);
    assert_eq!(append(&mut spool, taken..taken + 1), 0);
    assert_eq!(read_all(&mut spool), (0..taken).collect::<Vec<_>>());
    spool.release(taken / 2);
    assert!(append(&mut spool, taken..taken + 50) == 50);
    assert_eq!(read_all(&mut spool), (taken / 2..taken + 50).collect::<Vec<_>>());
    assert_eq!(spool.take_losses(), Losses::default());
}

#[test]
fn the_oldest_go_when_newer_ones_need_the_room_and_each_is_counted() {
    let disk = Disk::default();
    let (mut spool, _) = disk.open(with(WhenFull::DropOldest)).unwrap();
    for from in (0..5000).step_by(37) {
        assert_eq!(append(&mut spool, from..from + 37), 37);
        assert!(used(&disk) <= 64 * 1024);
    }
    let appended = spool.next_number();
    let dropped = spool.take_losses().dropped_oldest;
    assert_eq!(dropped + spool.events(), appended);
    assert!(spool.events() > 200);
    assert_eq!(read_all(&mut spool), (dropped..appended).collect::<Vec<_>>());
    drop(spool);
    let (spool, found) = disk.open(with(WhenFull::DropOldest)).unwrap();
    assert_eq!((found.lost_events, spool.first_number()), (0, dropped));
}

#[test]
fn what_was_released_is_not_counted_when_the_oldest_go() {
    let disk = Disk::default();
    let (mut spool, _) = disk.open(with(WhenFull::DropOldest)).unwrap();
    append(&mut spool, 0..300);
    spool.release(10);
    append(&mut spool, 300..1300);
    assert_eq!(spool.take_losses().dropped_oldest + spool.events() + 10, 1300);
}

#[test]
fn each_level_may_fill_its_share_and_what_does_not_fit_is_counted() {
    let disk = Disk::default();
    let (mut spool, _) = disk.open(with(WhenFull::DropLowestLevel)).unwrap();
    let payload = payload(1);
    let mut before = 0;
    for level in 0..=5_u8 {
        let appended = spool.append(std::iter::repeat_n((&payload[..], level), 1000));
        let (events, dropped) = (spool.events() - before, spool.take_losses().dropped_lowest);
        before = spool.events();
        assert!(events > 20, "{events} of level {level}");
        assert_eq!(appended.taken as u64, events + dropped);
        let is_highest = level == 5;
        assert_eq!(appended.refused.is_some(), is_highest, "level {level}");
        assert_eq!(dropped == 0, is_highest);
        let share = 64 * 1024 - 64 * 1024 / 10 * (5 - u64::from(level));
        assert!((share - 512..=share).contains(&(used(&disk) as u64)), "level {level}: {}", used(&disk));
    }
    // Between those that are left out, errors find their place.
    spool.release(100);
    let mixed = [(&b"1:"[..], 0), (&b"2:"[..], 4), (&b"3:"[..], 1), (&b"4:"[..], 5)];
    assert_eq!(spool.append(mixed.into_iter()).taken, 4);
    assert_eq!(spool.take_losses().dropped_lowest, 2);
    assert_eq!(spool.next_number(), before + 2);
}

#[test]
fn a_full_disk_is_told_and_nothing_half_is_left_and_it_goes_on_when_there_is_room() {
    for room in (0..3000).step_by(7) {
        let disk = Disk::default();
        let mut spool = open(&disk);
        append(&mut spool, 0..3);
        disk.platter(|platter| platter.room = Some(room));
        let payloads: Vec<_> = (3..40).map(payload).collect();
        let appended = spool.append(payloads.iter().map(|payload| (&payload[..], 2)));
        assert!(
            matches!(&appended.refused, Some(Refusal::Disk(error)) if error.kind() == io::ErrorKind::StorageFull)
        );
        let taken = 3 + appended.taken as u64;
        assert_eq!(read_all(&mut spool), (0..taken).collect::<Vec<_>>());
        let (_, found) = disk.copy().open(small()).unwrap();
        assert_eq!((found.events, found.damaged_blocks), (taken, 0), "whoever dies now leaves nothing half");
        disk.platter(|platter| platter.room = None);
        assert_eq!(append(&mut spool, taken..40), 40 - taken as usize);
        assert_eq!(read_all(&mut spool), (0..40).collect::<Vec<_>>());
        drop(spool);
        let (mut spool, found) = disk.open(small()).unwrap();
        assert_eq!((found.damaged_blocks, found.lost_events), (0, 0));
        assert_eq!(read_all(&mut spool), (0..40).collect::<Vec<_>>());
    }
}

#[test]
fn a_half_block_that_cannot_be_cut_away_is_never_read() {
    let disk = Disk::default();
    let mut spool = open(&disk);
    append(&mut spool, 0..3);
    disk.platter(|platter| {
        platter.refused.push((Call::Truncate, io::ErrorKind::PermissionDenied));
        platter.script.extend([Step::Take(700), Step::Refuse(io::ErrorKind::StorageFull)]);
    });
    assert_eq!(append(&mut spool, 3..9), 0);
    // Other events get the numbers of those that were refused.
    assert_eq!(append(&mut spool, 100..110), 10);
    let expected: Vec<_> = (0..3).chain(100..110).collect();
    assert_eq!(read_all(&mut spool), expected);
    drop(spool);
    let (mut spool, found) = disk.open(small()).unwrap();
    assert_eq!((found.events, found.lost_events), (13, 0));
    assert_eq!(read_all(&mut spool), expected);
    assert_eq!(spool.take_losses(), Losses::default());
}

#[test]
fn short_and_interrupted_writes_are_completed() {
    let disk = Disk::default();
    let mut spool = open(&disk);
    let interrupted = Step::Refuse(io::ErrorKind::Interrupted);
    disk.platter(|platter| {
        platter.script.extend([Step::Take(1), interrupted, Step::Take(100), interrupted, Step::Take(7)]);
    });
    assert_eq!(append(&mut spool, 0..20), 20);
    assert_eq!(read_all(&mut spool), (0..20).collect::<Vec<_>>());
}

#[test]
fn a_segment_that_cannot_be_begun_refuses_and_is_not_there() {
    let disk = Disk::default();
    let mut spool = open(&disk);
    let full = Step::Refuse(io::ErrorKind::StorageFull);
    for steps in [[full, full], [Step::Take(10), full], [Step::Take(64), full]] {
        disk.platter(|platter| platter.script = steps.into());
        assert_eq!(append(&mut spool, 0..20), 0);
        assert_eq!(disk.ending(".segment"), [""; 0]);
    }
    disk.platter(|platter| {
        platter.script.clear();
        platter.refused.push((Call::Open, io::ErrorKind::PermissionDenied));
    });
    assert_eq!(append(&mut spool, 0..20), 0);
    disk.platter(|platter| platter.refused.clear());
    assert_eq!(append(&mut spool, 0..20), 20);
    assert_eq!(read_all(&mut spool), (0..20).collect::<Vec<_>>());
}
