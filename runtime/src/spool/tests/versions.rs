//! Other versions: what is older is read for good, what is newer is left alone.

use super::disk::Disk;
use super::*;
use crate::spool::format::{Beginning, SegmentHead};

/// A segment of version 1 with two events, and a cursor: bytes that must be read as long as there are spools.
const SEGMENT: &str = "0000000000-00000000000000000005-0123456789abcdef.segment";
const SEGMENT_BYTES: &str = include_str!("version_1.segment.hex");
const CURSOR_BYTES: &str = include_str!("version_1.cursor.hex");

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).map(|pair| (pair[0] * 16 + pair[1]) as u8).collect()
}

fn version_1() -> Disk {
    let disk = Disk::default();
    disk.put(SEGMENT, &unhex(SEGMENT_BYTES));
    disk.put("cursor", &unhex(CURSOR_BYTES));
    disk
}

#[test]
fn version_1_is_read_as_long_as_there_are_spools() {
    let disk = version_1();
    let (mut spool, found) = disk.open(small()).unwrap();
    assert_eq!((found.events, found.damaged_blocks, found.lost_events, found.newer), (1, 0, 0, false));
    let mut events = Vec::new();
    let read = spool.read(0, 10, 1000, |flags, payload| events.push((flags, payload.to_vec())));
    assert_eq!((read.first, read.next), (6, 7));
    assert_eq!(events, [(4, b"{\"event\":\"second\"}\n".to_vec())]);
}

/// The head with another version, and checksums that are right.
fn of_version(version: [u8; 4], bytes: &mut [u8]) {
    bytes[8..12].copy_from_slice(&version);
    let sum = crc32c::crc32c(&bytes[..12]).to_le_bytes();
    bytes[12..16].copy_from_slice(&sum);
    let sum = crc32c::crc32c(&bytes[..60]).to_le_bytes();
    bytes[60..64].copy_from_slice(&sum);
}

#[test]
fn what_is_newer_is_left_as_it_is_and_the_spool_stands_beside_it() {
    // Two, and one as a machine of the other endianness would write it.
    for version in [[2, 0, 0, 0], [0, 0, 0, 1]] {
        for what in [SEGMENT, "cursor"] {
            let disk = version_1();
            let mut bytes = disk.bytes(what);
            of_version(version, &mut bytes);
            disk.put(what, &bytes);
            let before: Vec<_> = [SEGMENT, "cursor"].map(|name| disk.bytes(name)).to_vec();
            let (mut spool, found) = disk.open(small()).unwrap();
            assert!(found.newer);
            assert_eq!(found.events, 0);
            append(&mut spool, 0..10);
            assert_eq!(disk.ending(".segment").iter().filter(|name| name.starts_with(".v1/")).count(), 1);
            drop(spool);
            // The next start finds it there.
            let (mut spool, found) = disk.open(small()).unwrap();
            assert!(found.newer);
            assert_eq!(read_all(&mut spool), (0..10).collect::<Vec<_>>());
            spool.release(10);
            assert_eq!([SEGMENT, "cursor"].map(|name| disk.bytes(name)).to_vec(), before);
            // And when what was newer is gone, so is the need for a room.
            drop(spool);
            disk.remove(SEGMENT);
            disk.remove("cursor");
            let (spool, found) = disk.open(small()).unwrap();
            assert_eq!((found.newer, found.adopted, spool.events()), (false, 1, 0));
        }
    }
}

#[test]
fn a_damaged_version_is_damage_and_not_newer() {
    let head = SegmentHead { salt: 1, first: 2, previous_end: 3, previous_salt: 4, created: 5, process: 6 };
    let mut bytes = head.bytes();
    bytes[8] ^= 2;
    assert_eq!(Beginning::read(&bytes), Beginning::Damaged);
}
