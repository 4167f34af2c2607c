//! The cursor: lost, torn, behind, ahead.

use super::disk::Disk;
use super::*;

/// 100 events, of which 60 are released.
fn sample() -> Disk {
    let disk = Disk::default();
    let mut spool = open(&disk);
    append(&mut spool, 0..100);
    spool.release(20);
    spool.release(60);
    drop(spool);
    disk
}

#[test]
fn a_cursor_that_is_missing_or_no_cursor_costs_no_event() {
    let bytes = sample().bytes("cursor");
    let damages: [&dyn Fn(&Disk); 4] = [
        &|disk| disk.remove("cursor"),
        &|disk| disk.put("cursor", b""),
        &|disk| disk.put("cursor", &vec![0; bytes.len()]),
        &|disk| disk.put("cursor", &vec![b'x'; 10_000]),
    ];
    for damage in damages {
        let disk = sample();
        damage(&disk);
        let (mut spool, found) = disk.open(small()).unwrap();
        assert!(found.rescanned);
        // Segments that were done with may be gone; what is there is delivered again.
        let got = read_all(&mut spool);
        assert_eq!(got, (100 - got.len() as u64..100).collect::<Vec<_>>());
        assert!(got.len() >= 40);
        assert_eq!((found.lost_events, spool.next_number()), (0, 100));
        spool.release(100);
        drop(spool);
        let (spool, found) = disk.open(small()).unwrap();
        assert_eq!((found.events, found.rescanned, spool.events()), (0, false, 0));
    }
}

#[test]
fn a_flipped_bit_in_a_slot_or_a_torn_write_costs_what_that_slot_would_have_said() {
    let disk = sample();
    let bytes = disk.bytes("cursor");
    for at in (0..64).chain(4096..bytes.len()) {
        for torn in [false, true] {
            let copy = disk.copy();
            let mut damaged = bytes.clone();
            if torn {
                damaged[at..at / 4096 * 4096 + 64].fill(0);
            } else {
                damaged[at] ^= 4;
            }
            copy.put("cursor", &damaged);
            let (mut spool, found) = copy.open(small()).unwrap();
            assert!([20, 60].contains(&spool.first_number()), "byte {at}: {}", spool.first_number());
            assert!(!found.rescanned);
            assert_eq!(read_all(&mut spool).last(), Some(&99));
        }
    }
}

#[test]
fn a_cursor_ahead_of_what_is_there_is_not_believed() {
    let disk = sample();
    let late = disk.bytes("cursor");
    let old = Disk::default();
    let mut spool = open(&old);
    append(&mut spool, 0..30);
    drop(spool);
    old.put("cursor", &late);
    let (mut spool, found) = old.open(small()).unwrap();
    assert!(found.rescanned);
    assert_eq!(read_all(&mut spool), (0..30).collect::<Vec<_>>());
    // Numbers are not given twice all the same.
    assert_eq!(spool.next_number(), 100);
    append(&mut spool, 100..101);
    assert_eq!(read_all(&mut spool), (0..30).chain(100..101).collect::<Vec<_>>());
}

#[test]
fn events_that_the_cursor_knows_of_and_that_are_gone_are_counted() {
    let disk = sample();
    let last = disk.ending(".segment").pop().unwrap();
    disk.remove(&last);
    let (mut spool, found) = disk.open(small()).unwrap();
    let got = read_all(&mut spool);
    assert!(found.lost_events > 0);
    assert_eq!(got.len() as u64 + found.lost_events, 40);
}

#[test]
fn releases_that_find_no_room_are_made_up_for() {
    let disk = Disk::default();
    disk.platter(|platter| platter.room = Some(0));
    // The lock is empty, and so is the cursor: nothing that matters.
    let (mut spool, _) = disk.open(small()).unwrap();
    assert_eq!(append(&mut spool, 0..1), 0);
    disk.platter(|platter| platter.room = None);
    append(&mut spool, 0..10);
    spool.release(5);
    drop(spool);
    let (spool, found) = disk.open(small()).unwrap();
    assert_eq!((spool.first_number(), found.rescanned), (5, false));
}
