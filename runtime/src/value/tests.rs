//! The byte forms, and what happens where room or depth ends.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::*;

fn bytes<T: LogValue + ?Sized>(value: &T) -> Vec<u8> {
    let mut buf = vec![0; 4096];
    let mut writer = ValueWriter::new(&mut buf, 0);
    value.encode_value(&mut writer);
    assert_eq!(writer.left_out(), 0);
    let written = writer.written();
    buf.truncate(written);
    buf
}

#[test]
fn the_byte_forms_are_those_of_the_table() {
    assert!(bytes(&()).is_empty());
    assert_eq!(bytes(&true), [1]);
    assert_eq!(bytes(&0x0102_u16), [2, 1]);
    assert_eq!(bytes(&1_usize), 1_u64.to_le_bytes());
    assert_eq!(bytes(&-1_i8), [255]);
    assert_eq!(bytes(&'é'), [0xe9, 0, 0, 0]);
    assert_eq!(bytes("hi"), [2, 0, 0, 0, b'h', b'i']);
    assert_eq!(bytes(&Some(3_u8)), [1, 3]);
    assert_eq!(bytes(&None::<u8>), [0]);
    assert_eq!(bytes(&vec![1_i8, 2]), [2, 0, 0, 0, 1, 2]);
    assert_eq!(bytes(&(1_u8, true)), [1, 1]);
    assert_eq!(bytes(&BTreeMap::from([(1_u8, 2_u8)])), [1, 0, 0, 0, 1, 0, 2]);
    assert_eq!(bytes(&core::cmp::Ordering::Greater), [2, 0]);
    assert_eq!(bytes(&std::net::Ipv4Addr::new(1, 2, 3, 4)), [1, 2, 3, 4]);
    assert_eq!(bytes(&Duration::from_millis(1500)), [1, 0, 0, 0, 0, 0, 0, 0, 0, 0x65, 0xcd, 0x1d]);
}

#[test]
fn a_time_before_1970_is_whole_seconds_rounded_down_and_what_is_left() {
    let before: SystemTime = UNIX_EPOCH - Duration::from_millis(250);
    let mut expected = (-1_i64).to_le_bytes().to_vec();
    expected.extend(750_000_000_u32.to_le_bytes());
    assert_eq!(bytes(&before), expected);
}

#[test]
fn texts_of_every_length_are_copied_exactly() {
    let long = "0123456789abcdef".repeat(10);
    for length in 0..long.len() {
        assert_eq!(&bytes(&long[..length])[4..], &long.as_bytes()[..length], "length {length}");
    }
}

#[cfg(unix)]
#[test]
fn text_of_the_system_that_is_no_text_is_replaced_and_flagged() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let found = bytes(OsStr::from_bytes(b"a\xffb"));
    assert_eq!(found[0], 1);
    assert_eq!(&found[5..], "a\u{fffd}b".as_bytes());
    assert_eq!(bytes(OsStr::new("ab"))[0], 0);
}

/// Contains itself without end.
struct Endless;

impl LogValue for Endless {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Option(shape_of::<Endless>);

    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.option(Some(self));
    }
}

#[test]
fn nesting_ends_at_the_depth_limit_with_a_marker() {
    let found = bytes(&Endless);
    assert_eq!(found.len(), usize::from(writer::MAX_DEPTH) + 1);
    assert_eq!(found.last(), Some(&TOO_DEEP_TAG));
}

#[test]
fn what_does_not_fit_is_left_out_and_counted_to_the_byte() {
    let map = BTreeMap::from([("city", ("Lund", 1_u16)), ("country", ("Sweden", 2))]);
    let value = (7_u64, "0123456789", vec![1_u32, 2, 3], map);
    let whole = bytes(&value).len();
    for room in 0..whole {
        let mut buf = vec![0xaa; room];
        let mut writer = ValueWriter::new(&mut buf, 0);
        value.encode_value(&mut writer);
        assert!(writer.written() <= room);
        assert_eq!(writer.written() + writer.left_out(), whole, "room {room}");
    }
}

#[test]
fn a_shortened_text_leaves_room_for_what_follows() {
    let mut buf = [0; 64];
    let mut writer = ValueWriter::new(&mut buf, 16);
    ("é".repeat(100).as_str(), 7_u64).encode_value(&mut writer);
    // 4 bytes of length, 44 of text (22 characters), 8 of number.
    assert_eq!((writer.written(), writer.left_out()), (56, 200 - 44));
    assert_eq!(&buf[48..56], 7_u64.to_le_bytes());
}

/// A map of one entry, as far as it fits into `room` bytes.
fn entry<K: MapKey, V: LogValue>(key: K, value: V, room: usize) -> Vec<u8> {
    let mut buf = vec![0; room];
    let mut writer = ValueWriter::new(&mut buf, 0);
    writer.map([(&key, &value)].into_iter());
    let written = writer.written();
    buf.truncate(written);
    buf
}

const CANARY: &str = "canary-7f3a";

fn holds_canary(bytes: &[u8]) -> bool {
    bytes.windows(4).any(|window| CANARY.as_bytes().windows(4).any(|part| part == window))
}

#[test]
fn the_value_of_a_sensitive_key_is_not_written() {
    assert!(holds_canary(&entry("city", CANARY, 1000)));
    for key in ["password", "api_key", "X-Auth-Token", "p\u{430}ssword", "straße"] {
        let bytes = entry(key, CANARY, 1000);
        assert_eq!(bytes.last(), Some(&1), "{key}");
        assert!(!holds_canary(&bytes), "{key}");
        assert!(!holds_canary(&entry(String::from(key), Some(CANARY), 1000)), "{key}");
        assert!(!holds_canary(&entry(key, vec![CANARY], 1000)), "{key}");
    }
    // A count of tokens is one; a PIN is a PIN.
    assert_eq!(entry("tokens", 9_u8, 1000).last_chunk(), Some(&[0, 9]));
    assert_eq!(entry("tokens", Some(9_u8), 1000).last_chunk(), Some(&[0, 1, 9]));
    assert_eq!(entry("pin_code", 9_u8, 1000).last(), Some(&1));
}

/// A key that is a word, and one that is text by a conversion.
struct Word;

impl LogValue for Word {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Enum(&[Variant::Unit("city"), Variant::Unit("password")]);

    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.variant(1, |_| ());
    }
}

impl MapKey for Word {}

struct Converted;

impl LogValue for Converted {
    type Form = str;
    fn log<'a>(&self, slot: Slot<'a, str>) -> Written<'a> {
        slot.write("password")
    }
}

impl MapKey for Converted {}

#[test]
fn a_key_of_any_type_is_judged_by_what_is_written_of_it() {
    assert!(!holds_canary(&entry(Word, CANARY, 1000)));
    assert!(!holds_canary(&entry(Converted, CANARY, 1000)));
    assert!(holds_canary(&entry(17_u64, CANARY, 1000)));
}

#[test]
fn a_key_that_was_cut_takes_its_value_with_it() {
    // Cut after `card`, nobody would know what it is. The reserve has room for the number.
    let (key, value) = (String::from("card_pin"), 0x7f7f_7f7f_u32);
    for room in 0..60 {
        let mut buf = vec![0; room];
        let mut writer = ValueWriter::new(&mut buf, 16);
        writer.map([(&key, &value)].into_iter());
        assert!(!buf.contains(&0x7f), "room {room}");
    }
}
