//! What is written comes back, whole or cut, and nothing that contradicts itself is believed.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;

use super::*;
use crate::event::{LogEvent, Schema, SchemaId};
use crate::level::Level;
use crate::secret::Class;
use crate::value::{Field, FieldSink, LogValue, Slot, Written};

/// A value with a conversion of the user's: it goes through the scratch.
struct Shouted(String);

impl LogValue for Shouted {
    type Form = str;
    fn log<'a>(&self, slot: Slot<'a, str>) -> Written<'a> {
        slot.write(&self.0.to_uppercase())
    }
}

struct Sample {
    number: u64,
    text: String,
    shouted: Shouted,
    last: u32,
}

impl LogEvent for Sample {
    const SCHEMA: &'static Schema = &Schema {
        name: "sample",
        type_name: "Sample",
        level: Level::Info,
        target: None,
        message: &[],
        fields: &[
            Field::new::<u64>("number", ""),
            Field::new::<String>("text", ""),
            Field::new::<Shouted>("shouted", ""),
            Field::new::<u32>("last", ""),
        ],
        class: Class::Internal,
        file: "",
        line: 0,
    };
    const LEAF: bool = false;

    fn encode_fields<S: FieldSink>(&self, fields: &mut S) {
        fields.field(&self.number);
        fields.field(&self.text);
        fields.field(&self.shouted);
        fields.field(&self.last);
    }
}

const ID: SchemaId = SchemaId(7);

fn sample(text: usize, shouted: usize) -> Sample {
    Sample { number: 1, text: "é".repeat(text), shouted: Shouted("ß".repeat(shouted)), last: 9 }
}

fn write(event: &Sample, out: &mut [u8], largest: bool) -> Encoded {
    let mut scratch = Scratch::new();
    scratch.stage(event, None);
    encode(event, &Head::new(ID, 42), None, Some(&scratch), out, largest)
}

/// The fields of a record that has all of them: number, text, shouted, whether that was cut, last.
fn read(record: &Record<'_>) -> (u64, String, String, bool, u32) {
    let mut fields = record.fields;
    let number = u64::from_le_bytes(fields.fixed().unwrap());
    let text = String::from_utf8(fields.text().unwrap().to_vec()).unwrap();
    let (mut frame, cut) = fields.frame().unwrap();
    let shouted = String::from_utf8(frame.text().unwrap().to_vec()).unwrap();
    (number, text, shouted, cut, u32::from_le_bytes(fields.fixed().unwrap()))
}

#[test]
fn a_whole_record_comes_back_as_it_was() {
    let mut out = vec![0xaa; 1024];
    let Encoded::Whole(length) = write(&sample(3, 2), &mut out, false) else { panic!("not whole") };
    assert!(length.is_multiple_of(8));
    let record = Record::parse(&out).unwrap();
    assert_eq!((record.id, record.clock, record.original_len, record.length), (ID, 42, None, length));
    assert_eq!(read(&record), (1, "ééé".into(), "SSSS".into(), false, 9));
}

#[test]
fn what_stands_before_the_fields_comes_back_whatever_else_is_there() {
    let mut scratch = Scratch::new();
    for (context, suppressed, shouted) in
        [(&[][..], 7, 2), (&[1, 2, 3], 0, 2), (&[9; 100], u32::MAX, 100_000)]
    {
        let event = Sample { shouted: Shouted("x".repeat(shouted)), ..sample(3, 0) };
        scratch.stage(&event, None);
        let mut out = vec![0xaa; MAX_RECORD];
        let head = Head { context, suppressed, ..Head::new(ID, 42) };
        let (Encoded::Whole(length) | Encoded::Truncated(length)) =
            encode(&event, &head, None, Some(&scratch), &mut out, true)
        else {
            panic!("it fits");
        };
        let record = Record::parse(&out[..length]).unwrap();
        assert_eq!((record.context, record.suppressed), (context, suppressed));
        assert_eq!(record.original_len.is_some(), shouted > 2);
        assert_eq!(read(&record).4, 9);
    }
}

#[test]
fn the_usual_way_makes_the_same_record_as_the_other_or_none() {
    let port = std::sync::Arc::new(crate::secret::KeySlot::new(None));
    let hasher = crate::secret::Hasher::new(&port);
    for (text, context) in (0..40).flat_map(|text| [(text, &[][..]), (text, &[7; 20])]) {
        let event = sample(text, 2);
        let mut scratch = Scratch::new();
        scratch.stage(&event, None);
        let head = Head { context, ..Head::new(ID, 42) };
        let mut expected = vec![0xaa; 1024];
        let Encoded::Whole(length) = encode(&event, &head, None, Some(&scratch), &mut expected, false) else {
            panic!("it fits");
        };
        for room in (HEADER..length + 24).step_by(8) {
            let mut out = vec![0xaa; room];
            let (header, rest) = out.split_first_chunk_mut().unwrap();
            let frames = scratch.staged().whole().unwrap();
            let written =
                encode_usual(&event, &head, &hasher, frames, header, crate::ring::Pen::new(rest, 0));
            assert_eq!(written, (room >= length).then_some(length), "text of {text} in {room}");
            assert!(written.is_none() || out[..length] == expected[..length]);
        }
    }
}

#[test]
fn too_little_room_is_answered_with_the_room_that_will_do() {
    let event = sample(300, 20);
    let mut out = vec![0; 64];
    let Encoded::NoRoom(wanted) = write(&event, &mut out, false) else { panic!("it cannot fit") };
    let mut out = vec![0; wanted];
    assert!(matches!(write(&event, &mut out, false), Encoded::Whole(length) if length <= wanted));
}

#[test]
fn a_text_beyond_the_largest_record_is_cut_at_a_character_and_the_fields_after_it_are_whole() {
    let mut out = vec![0; MAX_RECORD];
    let Encoded::Truncated(length) = write(&sample(1_000_000, 2), &mut out, true) else { panic!("not cut") };
    let record = Record::parse(&out[..length]).unwrap();
    assert!(record.original_len.unwrap() > 2_000_000);
    let (number, text, shouted, cut, last) = read(&record);
    assert_eq!((number, shouted.as_str(), cut, last), (1, "SSSS", false, 9));
    assert!(text.len() > 200_000 && text.chars().all(|c| c == 'é'));
}

#[test]
fn a_converted_value_beyond_the_scratch_is_cut_and_the_record_says_so() {
    let mut out = vec![0; MAX_RECORD];
    let Encoded::Truncated(length) = write(&sample(3, 100_000), &mut out, true) else { panic!("not cut") };
    let record = Record::parse(&out[..length]).unwrap();
    assert!(record.original_len.unwrap() > 200_000);
    let (_, text, shouted, cut, last) = read(&record);
    assert_eq!((text.as_str(), cut, last), ("ééé", true, 9));
    assert!(shouted.len() > 10_000 && shouted.chars().all(|c| c == 'S'));
}

#[test]
fn what_fills_a_record_up_to_its_length_is_no_field() {
    for text in 0..8 {
        let mut out = vec![0xaa; 1024];
        let event = Sample { text: "x".repeat(text), ..sample(0, 0) };
        let Encoded::Whole(length) = write(&event, &mut out, false) else { panic!("not whole") };
        let mut fields = Record::parse(&out[..length]).unwrap().fields;
        let _ = (fields.fixed::<8>().unwrap(), fields.text().unwrap(), fields.frame().unwrap());
        fields.fixed::<4>().unwrap();
        assert!(fields.is_empty(), "text of {text}");
    }
}

#[test]
fn a_record_that_contradicts_itself_is_refused() {
    let mut out = vec![0; 1024];
    let Encoded::Whole(length) = write(&sample(3, 2), &mut out, false) else { panic!("not whole") };
    for wrong in [0, 8, 12, length as u32 + 1, MAX_RECORD as u32 + 8, 0x00ff_fff8] {
        let mut bytes = out.clone();
        bytes[..3].copy_from_slice(&wrong.to_le_bytes()[..3]);
        assert_eq!(Record::parse(&bytes).map(|_| ()), Err(Malformed), "length {wrong}");
    }
    assert_eq!(Record::parse(&out[..length - 8]).map(|_| ()), Err(Malformed));
}

proptest! {
    #[test]
    fn any_room_gives_a_record_that_reads_back_or_an_honest_answer(
        text in 0_usize..300,
        shouted in 0_usize..300,
        room in 0_usize..1200,
    ) {
        let event = sample(text, shouted);
        let mut out = vec![0; room / 8 * 8];
        match write(&event, &mut out, false) {
            Encoded::Whole(length) => {
                prop_assert!(length <= out.len());
                let record = Record::parse(&out).unwrap();
                prop_assert_eq!(read(&record), (1, event.text.clone(), "SS".repeat(shouted), false, 9));
            }
            Encoded::NoRoom(wanted) => {
                prop_assert!(wanted > out.len());
                let mut out = vec![0; wanted];
                let again = write(&event, &mut out, false);
                prop_assert!(matches!(again, Encoded::Whole(_)), "{wanted} bytes: {again:?}");
            }
            Encoded::Truncated(_) => prop_assert!(false, "cut although that was not allowed"),
        }
    }

    #[test]
    fn any_bytes_are_parsed_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(record) = Record::parse(&bytes) {
            prop_assert!(record.length <= bytes.len());
            let mut fields = record.fields;
            let _ = (fields.frame().is_ok(), fields.text().is_ok(), fields.count().is_ok());
        }
    }
}
