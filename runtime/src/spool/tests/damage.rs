//! Bytes that are not what was written: each of them in turn.

use std::collections::BTreeSet;

use super::disk::{Call, Disk};
use super::*;

/// Three segments of two appends each, and what is in them.
fn sample() -> (Disk, Vec<String>, u64) {
    let disk = Disk::default();
    let settings = Settings { segment_bytes: 1500, ..small() };
    let (mut spool, _) = disk.open(settings).unwrap();
    let mut next = 0;
    while disk.ending(".segment").len() < 4 {
        append(&mut spool, next..next + 4);
        next += 4;
    }
    drop(spool);
    let names = disk.ending(".segment");
    (disk, names, next)
}

/// The number after the last event of a segment, by the name of the next one.
fn range_of(names: &[String], at: usize, end: u64) -> std::ops::Range<u64> {
    let first = |name: &String| name[11..31].parse::<u64>().unwrap();
    first(&names[at])..names.get(at + 1).map_or(end, first)
}

/// What comes out of a disk, and how many events it says were lost.
fn outcome(disk: &Disk) -> (Vec<u64>, u64, u64) {
    let (mut spool, found) = disk.open(small()).unwrap();
    let before = spool.events();
    assert_eq!(before, found.events);
    let got = read_all(&mut spool);
    let losses = spool.take_losses();
    assert_eq!(got.len() as u64, spool.events(), "what is told to be there is what is there");
    assert_eq!(got.len() as u64 + losses.damaged, before);
    // Damage is counted once, however often it is met.
    assert_eq!(read_all(&mut spool), got);
    assert_eq!(spool.take_losses(), Losses::default());
    (got, found.lost_events + losses.damaged, found.damaged_blocks + losses.damaged_blocks)
}

/// Damages the file in the middle in a way, and checks that what is lost is near it.
fn check(disk: &Disk, names: &[String], end: u64, what: &str, damage: impl Fn(&mut Vec<u8>)) -> u64 {
    let copy = disk.copy();
    let mut bytes = copy.bytes(&names[1]);
    damage(&mut bytes);
    copy.put(&names[1], &bytes);
    let (got, lost, _) = outcome(&copy);
    let got: BTreeSet<u64> = got.into_iter().collect();
    let missing: Vec<u64> = (0..end).filter(|id| !got.contains(id)).collect();
    let own = range_of(names, 1, end);
    assert!(
        missing.iter().all(|id| own.contains(id)),
        "{what}: {missing:?} are missing, of other segments too"
    );
    assert_eq!(lost, missing.len() as u64, "{what}: each is counted once");
    lost
}

#[test]
fn a_flipped_bit_anywhere_costs_a_block_at_most_and_is_counted() {
    let (disk, names, end) = sample();
    let length = disk.bytes(&names[1]).len();
    let mut costs = BTreeSet::new();
    for at in 0..length {
        for bit in [0, 7] {
            let lost =
                check(&disk, &names, end, &format!("bit {bit} of byte {at}"), |bytes| bytes[at] ^= 1 << bit);
            // Each append was a block of four.
            assert!(lost <= 4, "byte {at} costs {lost} events");
            costs.insert(lost);
        }
    }
    // The head of the segment costs none, a payload one, a length the rest of its block.
    assert_eq!(costs, BTreeSet::from([0, 1, 2, 3, 4]));
}

#[test]
fn a_segment_that_was_cut_anywhere_costs_what_is_behind_and_that_is_counted() {
    let (disk, names, end) = sample();
    let length = disk.bytes(&names[1]).len();
    let mut before = u64::MAX;
    for at in 0..=length {
        let lost = check(&disk, &names, end, &format!("cut at {at}"), |bytes| bytes.truncate(at));
        assert!(lost <= before, "cut at {at}: {lost} lost, and {before} with one byte less");
        before = lost;
    }
    assert_eq!(before, 0);
}

#[test]
fn the_last_segment_may_be_cut_anywhere_and_nothing_waits_for_the_rest() {
    let (disk, names, end) = sample();
    let last = names.last().unwrap();
    let length = disk.bytes(last).len();
    for at in 0..length {
        let copy = disk.copy();
        let mut bytes = copy.bytes(last);
        bytes.truncate(at);
        copy.put(last, &bytes);
        let (mut spool, _) = copy.open(small()).unwrap();
        let got = read_all(&mut spool);
        assert_eq!(got, (0..got.len() as u64).collect::<Vec<_>>(), "cut at {at}");
        assert!(got.len() as u64 >= range_of(&names, names.len() - 1, end).start);
        assert_eq!(append(&mut spool, end..end + 3), 3);
        let both: Vec<_> = got.iter().copied().chain(end..end + 3).collect();
        assert_eq!(read_all(&mut spool), both);
        drop(spool);
        let (mut spool, found) = copy.open(small()).unwrap();
        assert_eq!(read_all(&mut spool), both);
        assert_eq!(found.events, both.len() as u64);
    }
}

#[test]
fn zeros_and_garbage_at_the_end_are_no_events() {
    let (disk, names, end) = sample();
    let last = names.last().unwrap();
    let other = disk.bytes(&names[0]);
    let garbage = [vec![0; 5000], vec![0xff; 300], other[64..].to_vec(), vec![0xb1, 0x0c, 0xba, 0x5e, 9]];
    for garbage in garbage {
        for keep in [0, 1] {
            let copy = disk.copy();
            let mut bytes = copy.bytes(last);
            bytes.truncate(bytes.len() - keep);
            bytes.extend_from_slice(&garbage);
            copy.put(last, &bytes);
            let (got, _, blocks) = outcome(&copy);
            assert_eq!(got, (0..end - keep as u64).collect::<Vec<_>>());
            assert!((1..=2).contains(&blocks));
        }
    }
}

#[test]
fn a_page_of_zeros_in_the_middle_costs_the_blocks_it_touches() {
    let disk = Disk::default();
    let settings = Settings { max_bytes: 1 << 20, segment_bytes: 256 << 10, ..Settings::default() };
    let (mut spool, _) = disk.open(settings).unwrap();
    for from in (0..1000).step_by(10) {
        append(&mut spool, from..from + 10);
    }
    drop(spool);
    let [name] = disk.ending(".segment").try_into().unwrap();
    let length = disk.bytes(&name).len();
    for page in (0..length).step_by(4096) {
        let copy = disk.copy();
        let mut bytes = copy.bytes(&name);
        let end = (page + 4096).min(length);
        bytes[page..end].fill(0);
        copy.put(&name, &bytes);
        let (mut spool, found) = copy.open(small()).unwrap();
        let got = read_all(&mut spool).len() as u64;
        let lost = spool.take_losses().damaged;
        // With the head of the last block nobody knows what was in it.
        assert!(got + lost == 1000 || end == length, "page {page}: {got} and {lost}");
        assert!(got >= 1000 - 50, "page {page}: {got}");
        assert_eq!(found.events, got + lost);
    }
}

#[test]
fn a_missing_segment_is_passed_over_and_its_events_are_counted() {
    let (disk, names, end) = sample();
    for at in 0..names.len() - 1 {
        let copy = disk.copy();
        copy.remove(&names[at]);
        let gone = range_of(&names, at, end);
        let (got, lost, _) = outcome(&copy);
        assert_eq!(got, (0..end).filter(|id| !gone.contains(id)).collect::<Vec<_>>());
        assert_eq!(lost, gone.end - gone.start, "segment {at}");
    }
}

#[test]
fn a_segment_that_goes_while_it_is_read_is_counted_too() {
    let (disk, names, end) = sample();
    let (mut spool, _) = disk.open(small()).unwrap();
    disk.remove(&names[1]);
    let gone = range_of(&names, 1, end);
    assert_eq!(read_all(&mut spool), (0..end).filter(|id| !gone.contains(id)).collect::<Vec<_>>());
    assert_eq!(spool.take_losses(), damaged(gone.end - gone.start, 1));
}

#[test]
fn a_corrupt_length_allocates_nothing() {
    // A length that no file and no memory has, with a checksum that does not fit; then one that fits the seed of no one.
    let (disk, names, end) = sample();
    for at in [64 + 4, 64 + 24] {
        let lost = check(&disk, &names, end, "a length of 4 GiB", |bytes| bytes[at..at + 4].fill(0xff));
        assert!((1..=4).contains(&lost));
    }
}

#[test]
fn damaged_blocks_are_copied_aside_and_only_so_many() {
    let (disk, names, _) = sample();
    let mut bytes = disk.bytes(&names[1]);
    bytes[64 + 24 + 17 + 3] ^= 1;
    disk.put(&names[1], &bytes);
    let (got, lost, blocks) = outcome(&disk);
    assert_eq!((lost, blocks), (1, 1));
    assert!(!got.is_empty());
    let [copy] = disk.ending(".damaged").try_into().unwrap();
    let record = 64 + 24;
    let length = disk.bytes(&copy).len();
    assert_eq!(disk.bytes(&copy), bytes[record..record + length]);
    // A second start counts it again, for it is another process, and keeps no second copy.
    assert_eq!(outcome(&disk).2, 1);
    assert_eq!(disk.ending(".damaged").len(), 1);

    let disk = Disk::default();
    let mut spool = open(&disk);
    for id in 0..40 {
        append(&mut spool, id..id + 1);
    }
    drop(spool);
    for name in disk.ending(".segment") {
        let bytes =
            disk.bytes(&name).iter().map(|byte| if *byte == b':' { b';' } else { *byte }).collect::<Vec<_>>();
        disk.put(&name, &bytes);
    }
    let (mut spool, _) = disk.open(small()).unwrap();
    assert!(read_all(&mut spool).is_empty());
    assert_eq!(spool.take_losses(), damaged(40, 40));
    assert_eq!(disk.ending(".damaged").len(), 16);
}

#[test]
fn bytes_that_the_disk_cannot_read_are_damage_and_no_end() {
    let (disk, _, end) = sample();
    let (mut spool, _) = disk.open(small()).unwrap();
    disk.platter(|platter| platter.refused.push((Call::Read, std::io::ErrorKind::Other)));
    assert!(read_all(&mut spool).is_empty());
    let losses = spool.take_losses();
    assert_eq!(losses.damaged, end);
    assert!(losses.damaged_blocks >= 4);
}

#[test]
fn too_many_open_files_cost_nothing() {
    let (disk, _, end) = sample();
    let (mut spool, _) = disk.open(small()).unwrap();
    disk.platter(|platter| platter.refused.push((Call::Open, std::io::ErrorKind::Other)));
    let read = spool.read(0, 10, 1000, |_, _| {});
    assert!(read.trouble.is_some());
    assert_eq!((read.first, read.next), (0, 0));
    disk.platter(|platter| platter.refused.clear());
    assert_eq!(read_all(&mut spool), (0..end).collect::<Vec<_>>());
    assert_eq!(spool.take_losses(), Losses::default());
}

#[test]
fn events_that_look_like_blocks_and_segments_are_events() {
    let disk = Disk::default();
    let mut spool = open(&disk);
    append(&mut spool, 0..3);
    let forged = disk.bytes(&disk.ending(".segment")[0]);
    let payloads = [&forged[..], &forged[64..]];
    spool.append(payloads.iter().map(|payload| (*payload, 2)));
    append(&mut spool, 5..6);
    drop(spool);
    // The heads of the blocks with the forgeries are gone, so the next one is looked for, right through them. These were copied
    // from this very segment, which nobody outside can do: the numbers say that they were here before.
    let name = &disk.ending(".segment")[0];
    let mut bytes = disk.bytes(name);
    bytes[forged.len()] ^= 1;
    disk.put(name, &bytes);
    let (mut spool, _) = disk.open(small()).unwrap();
    assert_eq!(read_all(&mut spool), [0, 1, 2, 5]);
    assert_eq!(spool.take_losses().damaged, 2);
}
