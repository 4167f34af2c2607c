//! Texts that are cut and printed.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::fmt::{Debug, Display};

use super::*;
use crate::secret::{HashKey, Hasher, KeySlot};
use crate::value::LogValue;

/// The text that `value` writes; `None` for an absent one.
pub(super) fn text_of(value: &impl LogValue) -> Option<String> {
    let mut room = [0xaa; 20_000];
    let mut writer = ValueWriter::new(&mut room, 0);
    value.encode_value(&mut writer);
    let (written, left_out) = (writer.written(), writer.left_out());
    assert_eq!(left_out, 0);
    let (tag, text) = room[..written].split_first().unwrap();
    let Some((length, text)) = text.split_first_chunk::<4>() else {
        assert_eq!((*tag, text), (0, &[][..]));
        return None;
    };
    assert_eq!((*tag, u32::from_le_bytes(*length) as usize), (1, text.len()));
    Some(String::from_utf8(text.to_vec()).unwrap())
}

fn cut(text: &str, most: u32) -> String {
    text_of(&Truncated::new(text, most)).unwrap()
}

#[test]
fn a_text_is_cut_after_so_many_characters() {
    assert_eq!(cut("abc", 3), "abc");
    assert_eq!(cut("abcd", 3), "abc…");
    assert_eq!(cut("日本語日", 3), "日本語…");
    assert_eq!(cut("", 0), "");
    assert_eq!(cut("a", 0), "…");
    assert_eq!(cut("abc", u32::MAX), "abc");
    assert_eq!(text_of(&Truncated::new(&Some("abcd"), 3)).unwrap(), "abc…");
    assert_eq!(text_of(&Truncated::new(&None::<String>, 3)), None);
}

/// Prints a part of itself, and then refuses.
struct Refuses;

impl Display for Refuses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("half")?;
        Err(fmt::Error)
    }
}

macro_rules! displayed {
    ($value:expr) => {
        match &$value {
            value => {
                let text = { (&&&DisplayProbe(value)).blackbar_display() };
                text_of(&text)
            }
        }
    };
}

macro_rules! debugged {
    ($value:expr) => {
        match &$value {
            value => {
                let text = { (&&&DebugProbe(value)).blackbar_debug() };
                text_of(&text)
            }
        }
    };
}

#[test]
fn what_display_prints_is_written_with_a_limit() {
    type Alias = Option<u64>;
    let (some, none): (Alias, Alias) = (Some(7), None);
    assert_eq!(displayed!(7.5).unwrap(), "7.5");
    assert_eq!(displayed!("text").unwrap(), "text");
    assert_eq!(displayed!(some).unwrap(), "7");
    assert_eq!(displayed!(none), None);
    assert_eq!(displayed!(Refuses).unwrap(), "half");
    let long = "é".repeat(5000);
    assert_eq!(displayed!(long).unwrap(), format!("{}…", "é".repeat(MOST / 2)));
    fn generic<T: Display>(value: T) -> Option<String> {
        displayed!(value)
    }
    assert_eq!(generic('x').unwrap(), "x");
}

#[test]
fn what_debug_prints_is_written_with_a_limit() {
    assert_eq!(debugged!(vec![1, 2]).unwrap(), "[1, 2]");
    assert_eq!(debugged!(Some("text")).unwrap(), "\"text\"");
    assert_eq!(debugged!(None::<u8>), None);
    fn generic<T: Debug>(value: &Option<T>) -> Option<String> {
        debugged!(*value)
    }
    assert_eq!(generic(&Some('x')).unwrap(), "'x'");
    assert_eq!(debugged!(vec![7; 10_000]).unwrap().len(), MOST + "…".len());
}

#[test]
fn a_hash_takes_a_key_a_tag_and_twenty_bytes() {
    let slot = std::sync::Arc::new(KeySlot::new(Some(HashKey::new(7, &[1; 32]).unwrap())));
    let hasher = Hasher::new(&slot);
    let hashed = |value: &dyn Fn(&mut ValueWriter<'_>)| {
        let mut room = [0xaa; 64];
        let mut writer = ValueWriter::new(&mut room, 0).with_hasher(Some(&hasher));
        value(&mut writer);
        let written = writer.written();
        room[..written].to_vec()
    };
    let text = hashed(&|writer| crate::secret::Hashed::new("17", "id").encode_value(writer));
    let number = hashed(&|writer| crate::secret::Hashed::new(&Some(&17_u8), "id").encode_value(writer));
    let bytes = hashed(&|writer| crate::secret::Hashed::new(&b"17"[..], "id").encode_value(writer));
    let absent = hashed(&|writer| crate::secret::Hashed::new(&None::<String>, "id").encode_value(writer));
    assert_eq!((text.len(), &text[..5]), (21, &[1, 7, 0, 0, 0][..]));
    assert_eq!((&text, &text), (&number, &bytes));
    assert_eq!(absent, [0]);
}
