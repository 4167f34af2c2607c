//! The pure parts: names, slots, heads, gaps.

use proptest::prelude::*;

use crate::spool::cursor::{Found, Slot};
use crate::spool::format::{Beginning, BlockHead, Record, Seed, SegmentHead};
use crate::spool::gaps::Gaps;
use crate::spool::name::{Member, Name, member, room_of_process, room_of_version};

#[test]
fn a_name_is_ours_only_letter_by_letter() {
    let name = Name { sequence: 3, first: 41, salt: 0xabc, shift: None };
    assert_eq!(name.text(), "0000000003-00000000000000000041-0000000000000abc.segment");
    for foreign in [
        "3-41-abc.segment",
        "0000000003-00000000000000000041-0000000000000ABC.segment",
        "0000000003-+0000000000000000041-0000000000000abc.segment",
        "0000000003-00000000000000000041-0000000000000abc.segment ",
        "0000000003-00000000000000000041-0000000000000abc-0.segment",
        "0000000003-18446744073709551615-0000000000000abc.segment",
        "a.segment",
        "a.segment.part",
        "1-2.damaged",
        ".git",
        ".1-2",
        ".v",
        ".v01",
        "app.log",
        "",
    ] {
        assert_eq!(member(foreign), None, "{foreign}");
    }
    assert_eq!(member(&name.part()), Some(Member::Part));
    assert_eq!(member(&room_of_process(17, 0xbeef)), Some(Member::Room));
    assert_eq!(member(&room_of_version(1)), Some(Member::Room));
    assert_eq!(member("0000000003-0000000064.damaged"), Some(Member::Damaged));
}

#[test]
fn what_is_missing_is_counted_once_and_forgotten_when_it_is_released() {
    let mut gaps = Gaps::default();
    assert_eq!(gaps.miss(10..20), 10);
    assert_eq!(gaps.miss(10..20), 0);
    assert_eq!(gaps.miss(15..25), 5);
    gaps.seen(30);
    assert_eq!(gaps.miss(28..32), 2);
    assert_eq!(gaps.within(0..100), 17);
    assert_eq!(gaps.within(12..31), 14);
    gaps.release(22);
    assert_eq!(gaps.within(0..100), 5);
    gaps.release(100);
    assert_eq!(gaps.within(0..100), 0);
    assert!(gaps.damage(1, 64) && gaps.damage(1, 65) && !gaps.damage(1, 64));
}

proptest! {
    #[test]
    fn names_come_back_as_they_were(sequence: u64, first in 0..=i64::MAX as u64, salt: u64, shift: Option<u64>) {
        let name = Name { sequence, first, salt, shift };
        prop_assert_eq!(member(&name.text()), Some(Member::Segment(name)));
    }

    #[test]
    fn any_name_is_looked_at_without_harm(name in ".{0,80}") {
        member(&name);
    }

    #[test]
    fn any_bytes_are_looked_at_without_harm(bytes: Vec<u8>, salt: u64) {
        let seed = Seed::of(salt);
        prop_assert_eq!(Beginning::read(&bytes), Beginning::Damaged);
        prop_assert_eq!(Slot::read(&bytes), Found::Nothing);
        prop_assert_eq!(BlockHead::read(&bytes, seed), None);
        prop_assert_eq!(Record::read(&bytes, seed), None);
    }

    #[test]
    fn a_record_of_another_segment_is_none(payload: Vec<u8>, number: u64, flags: u8, salts: (u64, u64)) {
        let mut bytes = Vec::new();
        let record = Record { number, flags, payload: &payload };
        record.write(Seed::of(salts.0), &mut bytes);
        prop_assert_eq!(Record::read(&bytes, Seed::of(salts.0)), Some(record));
        prop_assert!(salts.0 == salts.1 || Record::read(&bytes, Seed::of(salts.1)).is_none());
        prop_assert_eq!(Record::read(&bytes[..bytes.len() - 1], Seed::of(salts.0)), None);
    }

    #[test]
    fn heads_and_slots_come_back_as_they_were(words: [u64; 5], process: u32, bytes: u32, records: u32) {
        let [salt, first, previous_end, previous_salt, created] = words;
        let head = SegmentHead { salt, first, previous_end, previous_salt, created, process };
        prop_assert_eq!(Beginning::read(&head.bytes()), Beginning::Known(head));
        let block = BlockHead { bytes, first, records };
        prop_assert_eq!(BlockHead::read(&block.bytes(Seed::of(salt)), Seed::of(salt)), Some(block));
        let slot = Slot { generation: salt, released: first >> 1, end: created >> 1, is_emptied: process > 9 };
        prop_assert_eq!(Slot::read(&slot.bytes()), Found::Slot(slot));
    }
}
