//! What a spool does on a good day.

use super::disk::Disk;
use super::*;

#[test]
fn what_was_appended_is_read_back_in_order_and_read_again_until_it_is_released() {
    let disk = Disk::default();
    let mut spool = open(&disk);
    assert_eq!(append(&mut spool, 0..50), 50);
    assert_eq!(read_all(&mut spool), (0..50).collect::<Vec<_>>());
    assert_eq!(append(&mut spool, 50..60), 10);
    assert_eq!(read_all(&mut spool), (0..60).collect::<Vec<_>>());
    assert_eq!((spool.events(), spool.next_number()), (60, 60));
    spool.release(45);
    assert_eq!((spool.events(), spool.first_number()), (15, 45));
    assert_eq!(read_all(&mut spool), (45..60).collect::<Vec<_>>());
    assert_eq!(spool.take_losses(), Losses::default());
}

#[test]
fn the_flags_come_back_with_the_payload_whatever_it_is() {
    let disk = Disk::default();
    let mut spool = open(&disk);
    let payloads = [&b""[..], b"\0\0\0\0", b"a line\n", &[0xb1, 0x0c, 0xba, 0x5e]];
    let appended = spool.append(payloads.iter().map(|payload| (*payload, 0b1010_0101)));
    assert_eq!(appended.taken, 4);
    let mut found = Vec::new();
    spool.read(0, 10, 1000, |flags, bytes| found.push((flags, bytes.to_vec())));
    assert_eq!(found, payloads.map(|payload| (0b1010_0101, payload.to_vec())));
}

#[test]
fn a_read_gives_as_many_as_it_may_and_one_at_least() {
    let disk = Disk::default();
    let mut spool = open(&disk);
    append(&mut spool, 0..50);
    let mut lengths = Vec::new();
    let read = spool.read(0, 3, usize::MAX, |_, bytes| lengths.push(bytes.len()));
    assert_eq!((read.first, read.next), (0, 3));
    let read = spool.read(0, usize::MAX, lengths[0] + lengths[1] + 1, |_, _| {});
    assert_eq!((read.first, read.next), (0, 2));
    let read = spool.read(5, 0, 0, |_, _| {});
    assert_eq!((read.first, read.next), (5, 6));
}

#[test]
fn the_next_process_goes_on_where_this_one_was() {
    let disk = Disk::default();
    let mut spool = open(&disk);
    append(&mut spool, 0..100);
    spool.release(30);
    drop(spool);
    let (mut spool, found) = disk.open(small()).unwrap();
    assert_eq!((found.events, found.damaged_blocks, found.lost_events, found.rescanned), (70, 0, 0, false));
    assert_eq!((spool.first_number(), spool.next_number()), (30, 100));
    append(&mut spool, 100..110);
    assert_eq!(read_from(&mut spool, 30), (30..110).map(|id| (id, id)).collect::<Vec<_>>());
    spool.release(110);
    drop(spool);
    let (mut spool, found) = disk.open(small()).unwrap();
    assert_eq!((found.events, spool.events(), spool.next_number()), (0, 0, 110));
    assert!(read_all(&mut spool).is_empty());
}

#[test]
fn segments_that_are_done_with_go_after_the_cursor_is_on_the_disk() {
    let disk = Disk::default();
    let (mut spool, _) = disk.open(Settings { max_bytes: 1 << 20, ..small() }).unwrap();
    append(&mut spool, 0..100);
    let before = disk.ending(".segment").len();
    assert!(before > 3);
    spool.release(100);
    assert_eq!(disk.ending(".segment").len(), before);
    sync(&mut spool);
    // The one that is written to.
    assert_eq!(disk.ending(".segment").len(), 1);
    assert_eq!((spool.events(), spool.bytes()), (0, 0));
}

#[test]
fn without_syncs_what_is_done_with_goes_all_the_same() {
    let disk = Disk::default();
    let mut spool = open(&disk);
    for round in 0..50 {
        append(&mut spool, round * 20..(round + 1) * 20);
        spool.release((round + 1) * 20);
        assert!(disk.ending(".segment").len() < 8);
    }
}

#[test]
fn numbers_that_were_skipped_are_no_loss() {
    let disk = Disk::default();
    let mut spool = open(&disk);
    append(&mut spool, 0..5);
    spool.skip_to(20);
    append(&mut spool, 20..25);
    // Released from elsewhere, and never here.
    let expected: Vec<_> = (0..5).chain(20..25).map(|id| (id, id)).collect();
    assert_eq!(read_from(&mut spool, 0), expected);
    assert_eq!(spool.events(), 10);
    drop(spool);
    let (mut spool, found) = disk.open(small()).unwrap();
    assert_eq!((found.events, found.lost_events), (10, 0));
    assert_eq!(read_from(&mut spool, 0), expected);
    assert_eq!(spool.take_losses(), Losses::default());
    spool.release(40);
    assert_eq!((spool.events(), spool.next_number()), (0, 40));
    drop(spool);
    let (mut spool, found) = disk.open(small()).unwrap();
    assert_eq!((found.events, found.lost_events, found.rescanned, spool.next_number()), (0, 0, false, 40));
    assert!(read_all(&mut spool).is_empty());
}

#[test]
fn a_read_stops_before_a_gap_and_the_next_one_says_where_it_began() {
    let disk = Disk::default();
    let mut spool = open(&disk);
    append(&mut spool, 0..2);
    spool.skip_to(9);
    append(&mut spool, 9..10);
    let read = spool.read(0, 100, 10_000, |_, _| {});
    assert_eq!((read.first, read.next), (0, 2));
    let read = spool.read(2, 100, 10_000, |_, _| {});
    assert_eq!((read.first, read.next), (9, 10));
}

#[test]
fn however_much_waits_few_files_are_open_and_little_is_in_memory() {
    let disk = Disk::default();
    let settings = Settings { max_bytes: 64 << 20, segment_bytes: 64 << 10, ..Settings::default() };
    let (mut spool, _) = disk.open(settings.clone()).unwrap();
    for from in (0..20_000).step_by(1000) {
        append(&mut spool, from..from + 1000);
        sync(&mut spool);
    }
    drop(spool);
    let (mut spool, found) = disk.open(settings).unwrap();
    assert_eq!(found.events, 20_000);
    assert!(disk.ending(".segment").len() > 40);
    assert_eq!(read_all(&mut spool).len(), 20_000);
    sync(&mut spool);
    let most = disk.platter(|platter| platter.most_open);
    assert!(most <= 8, "{most} files and folders were open");
}

#[test]
fn a_start_reads_the_heads_and_the_last_segment_and_no_more() {
    let disk = Disk::default();
    let settings = Settings { max_bytes: 64 << 20, segment_bytes: 64 << 10, ..Settings::default() };
    let (mut spool, _) = disk.open(settings.clone()).unwrap();
    append(&mut spool, 0..20_000);
    drop(spool);
    disk.platter(|platter| platter.read = 0);
    let (_spool, found) = disk.open(settings).unwrap();
    assert_eq!(found.events, 20_000);
    let read = disk.platter(|platter| platter.read);
    assert!(read < 3 * (64 << 10), "{read} bytes were read");
}

#[test]
fn an_event_longer_than_a_spool_takes_is_counted_and_the_others_go_on() {
    let disk = Disk::default();
    let mut spool = open(&disk);
    let long = vec![b'x'; 17 * 1024];
    let appended = spool.append([(&b"1:"[..], 2), (&long[..], 2), (&b"2:"[..], 2)].into_iter());
    assert_eq!((appended.taken, spool.events(), spool.next_number()), (3, 2, 2));
    assert_eq!(spool.take_losses(), Losses { too_large: 1, ..Losses::default() });
}

#[test]
fn one_event_may_be_longer_than_a_block_and_a_segment() {
    let disk = Disk::default();
    let settings = Settings { max_bytes: 2 << 20, segment_bytes: 4096, ..Settings::default() };
    let (mut spool, _) = disk.open(settings.clone()).unwrap();
    let long: Vec<u8> = (0..400_000_u32).map(|at| (at % 251) as u8).collect();
    spool.append([(&b"before"[..], 2), (&long[..], 2), (&b"behind"[..], 2)].into_iter());
    drop(spool);
    let (mut spool, _) = disk.open(settings).unwrap();
    let mut found = Vec::new();
    let mut next = 0;
    while next < 3 {
        next = spool.read(next, 9, 9, |_, bytes| found.push(bytes.to_vec())).next;
    }
    assert_eq!(found, [b"before".to_vec(), long, b"behind".to_vec()]);
}
