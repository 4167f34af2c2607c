use super::*;
use crate::secret::{Disposition, Redacted};
use crate::value::{FieldFlags, shape_of};

const U64: Field = Field::new::<u64>("user_id", ",\"user_id\":");
const TEXT: Field = Field::new::<str>("name", ",\"name\":");

fn identity_field<T: LogValue + ?Sized>(key: &'static str, value: &T) -> IdentityField {
    IdentityField { key: key.into(), shape: T::SHAPE, bytes: bytes_of(value) }
}

fn checkout() -> Identity {
    Identity {
        fields: vec![
            identity_field("service", "check\"out"),
            identity_field("service_version", "1.2.3"),
            identity_field("replica", &7_u8),
        ],
        location: true,
        thread: true,
    }
}

#[test]
fn a_line_has_its_parts_in_order() {
    let case = Case::with_message(
        &[Piece::Text("user "), Piece::Field(0), Piece::Text(" logged in")],
        vec![U64, TEXT],
    );
    let body = [bytes_of(&7_u64), bytes_of("Ada")].concat();
    let line = case.render(&mut *json(checkout()), &body, None).unwrap();
    check_line(&line);
    assert_eq!(
        line,
        concat!(
            r#"{"timestamp":"2026-11-22T14:03:07.123456789Z","level":"info","target":"app::auth","event":"test.event","#,
            r#""message":"user 7 logged in","service":"check\"out","service_version":"1.2.3","replica":7,"#,
            r#""location":"src/auth.rs:17","thread":"worker \"7\"","user_id":7,"name":"Ada"}"#,
            "\n"
        )
    );
}

#[test]
fn an_event_without_anything_is_a_line() {
    let line = Case::new(EMPTY).json(&[], None).unwrap();
    check_line(&line);
    assert!(line.ends_with(",\"target\":\"app::auth\",\"event\":\"test.event\"}\n"), "{line}");
}

#[test]
fn an_inline_event_is_named_after_its_place() {
    let line = Case::new(Schema { name: "", message: &[Piece::Text("a \"b\"")], ..EMPTY }).json(&[], None);
    assert!(line.unwrap().ends_with(",\"event\":\"app::auth:17\",\"message\":\"a \\\"b\\\"\"}\n"));
}

#[test]
fn the_event_goes_before_the_identity() {
    let fields = vec![
        Field::new::<u64>("replica", ",\"replica\":"),
        Field::new::<u64>("thread", ",\"thread\":"),
        Field::new::<u64>("location", ",\"location\":"),
        // Not written, so the identity's stays.
        Field::new::<u64>("service", ",\"service\":").disposition(Disposition::Skip),
    ];
    let body = [1_u64, 2, 3].map(u64::to_le_bytes).concat();
    let line = Case::of_fields(fields).render(&mut *json(checkout()), &body, None).unwrap();
    let tail = r#","service":"check\"out","service_version":"1.2.3","replica":1,"thread":2,"location":3}"#;
    assert!(line.trim_end().ends_with(tail), "{line}");
}

#[test]
fn messages_name_fields_in_any_order_and_more_than_once() {
    let case = Case::with_message(
        &[
            Piece::Field(3),
            Piece::Text(" "),
            Piece::Field(0),
            Piece::Field(3),
            Piece::Text("/"),
            Piece::Field(2),
        ],
        vec![
            TEXT,
            Field::new::<u8>("skipped", ",\"skipped\":").disposition(Disposition::Skip),
            Field::new::<Vec<String>>("list", ",\"list\":"),
            U64,
        ],
    );
    let body =
        [bytes_of("a\n\"b"), bytes_of(&vec!["x\ny".to_owned(), String::new()]), bytes_of(&7_u64)].concat();
    let line = case.json(&body, None).unwrap();
    check_line(&line);
    assert!(line.contains(r#""message":"7 a\n\"b7/[\"x\\ny\",\"\"]""#), "{line}");
}

#[test]
fn a_message_shows_the_disposed_form() {
    let case = Case::with_message(
        &[Piece::Text("by "), Piece::Field(0), Piece::Text(" at "), Piece::Field(1), Piece::Field(2)],
        vec![
            Field::new::<Redacted>("password", ",\"password\":").disposition(Disposition::Redact),
            Field::new::<f64>("ratio", ",\"ratio\":"),
            Field::new::<Option<char>>("mark", ",\"mark\":"),
        ],
    );
    let mut encoder = json(Identity::default());
    let body = [bytes_of(&Redacted::PRESENT), bytes_of(&f64::NAN), bytes_of(&Some('\t'))].concat();
    let line = case.render(&mut *encoder, &body, None).unwrap();
    assert!(
        line.contains(r#""message":"by [redacted] at null\t","password":"[redacted]","ratio":null"#),
        "{line}"
    );
    assert_eq!(encoder.take_oddities().not_finite, 1, "counted once");
}

#[test]
fn a_message_finds_fields_behind_values_of_every_kind() {
    type Before<'a> =
        (Option<u8>, Vec<&'a str>, std::collections::BTreeMap<u8, (char, f32)>, std::net::IpAddr);
    let case = Case::with_message(
        &[Piece::Field(2)],
        vec![Field::new::<Before<'_>>("a", ",\"a\":"), Field { leaf: false, ..TEXT }, U64],
    );
    let before: Before<'_> =
        (Some(1), vec!["x", "yz"], [(1, ('a', 1.0))].into(), std::net::Ipv6Addr::LOCALHOST.into());
    let body = [bytes_of(&before), framed(&bytes_of("framed"), false), bytes_of(&77_u64)].concat();
    let line = case.json(&body, None).unwrap();
    assert!(
        line.contains(
            r#""message":"77","a":[1,["x","yz"],{"1":["a",1.0]},"::1"],"name":"framed","user_id":77}"#
        ),
        "{line}"
    );
}

/// An event whose fields stand in others.
struct Inner;
impl LogEvent for Inner {
    const SCHEMA: &'static Schema = &Schema {
        fields: &[U64, Field { leaf: false, ..TEXT }, Field::flatten::<Innermost>("more")],
        ..EMPTY
    };
    const LEAF: bool = false;
    fn encode_fields<S: FieldSink>(&self, _: &mut S) {}
}
struct Innermost;
impl LogEvent for Innermost {
    const SCHEMA: &'static Schema = &Schema { fields: &[Field::new::<u8>("deep", ",\"deep\":")], ..EMPTY };
    const LEAF: bool = true;
    fn encode_fields<S: FieldSink>(&self, _: &mut S) {}
}

#[test]
fn flattened_events_stand_among_the_fields() {
    let case = Case::with_message(
        &[Piece::Field(1), Piece::Field(2)],
        vec![
            Field::flatten::<Inner>("inner"),
            Field::new::<u8>("after", ",\"after\":"),
            // Prepared at run time where the macro could not.
            Field::new::<u8>("la\"st", ""),
        ],
    );
    let body = [bytes_of(&7_u64), framed(&bytes_of("Ada"), false), vec![1, 2, 3]].concat();
    let line = case.json(&body, None).unwrap();
    assert!(
        line.contains(r#""message":"23","user_id":7,"name":"Ada","deep":1,"after":2,"la\"st":3}"#),
        "{line}"
    );
}

#[test]
fn a_value_that_was_cut_is_closed() {
    let field = Field { leaf: false, ..Field::new::<(Vec<String>, u64)>("v", ",\"v\":") };
    let case = Case::of_fields(vec![field, U64]);
    let value = bytes_of(&(vec!["ab".to_owned(), "cd".to_owned()], 7_u64));
    let body = [framed(&value[..10], true), bytes_of(&7_u64)].concat();
    let line = case.json(&body, Some(300)).unwrap();
    assert!(line.ends_with(",\"v\":[[\"ab\",null]],\"user_id\":7,\"truncated\":300}\n"), "{line}");
}

#[test]
fn a_cut_record_lacks_fields_at_its_end() {
    let case =
        Case::of_fields(vec![U64, Field::new::<u64>("b", ",\"b\":"), Field::new::<u8>("c", ",\"c\":")]);
    let body = [bytes_of(&7_u64)].concat();
    let line = case.json(&body, Some(300_000)).unwrap();
    assert!(line.ends_with(",\"user_id\":7,\"truncated\":300000}\n"), "{line}");
}

#[test]
fn padding_is_not_taken_for_values() {
    // `c` and `d` were not written; the four zeros at the end of the record are none of them.
    let fields = vec![
        Field::new::<u64>("a", ",\"a\":"),
        Field::new::<bool>("c", ",\"c\":"),
        Field::new::<u64>("d", ",\"d\":"),
    ];
    let line = Case::of_fields(fields).json(&bytes_of(&7_u64), Some(300_000)).unwrap();
    assert!(line.ends_with(",\"a\":7,\"truncated\":300000}\n"), "{line}");
}

#[test]
fn a_text_too_large_for_a_record_is_shortened() {
    let line = through_record(&mut *json(Identity::default()), &One(&*"x".repeat(300_000)));
    check_line(&line);
    assert!(line.trim_end().ends_with(",\"truncated\":300024}"), "{}", &line[line.len() - 40..]);
}

#[test]
fn a_record_that_contradicts_its_schema_is_malformed() {
    let refuses =
        |field: Field, body: &[u8]| assert_eq!(Case::of_fields(vec![field]).json(body, None), Err(Malformed));
    refuses(U64, &[]);
    refuses(U64, &[0; 16]);
    refuses(TEXT, &u32::MAX.to_le_bytes());
    refuses(Field::new::<bool>("v", ",\"v\":"), &[2]);
    refuses(Field::new::<char>("v", ",\"v\":"), &0xd800_u32.to_le_bytes());
    refuses(Field::new::<Option<u8>>("v", ",\"v\":"), &[3]);
    refuses(Field::new::<std::cmp::Ordering>("v", ",\"v\":"), &[3, 0]);
    refuses(Field::new::<std::net::IpAddr>("v", ",\"v\":"), &[5; 17]);
    refuses(Field::new::<std::time::Duration>("v", ",\"v\":"), &[0xff; 12]);
    refuses(Field { leaf: false, ..U64 }, &framed(&[0; 9], false));
    refuses(Field { leaf: false, ..U64 }, &framed(&[0; 7], false));
    refuses(Field::new::<Vec<()>>("v", ",\"v\":"), &0xffff_fffe_u32.to_le_bytes());
}

#[test]
fn a_shape_that_contains_itself_without_bytes_ends() {
    struct Loop;
    impl LogValue for Loop {
        crate::value::own_form!();
        const SHAPE: &'static Shape = &Shape::Tuple(&[shape_of::<&'static Loop>]);
    }
    assert_eq!(Case::of_fields(vec![Field::new::<Loop>("v", ",\"v\":")]).json(&[], None), Err(Malformed));
}

#[test]
fn a_shape_that_flattens_itself_ends() {
    struct Inside;
    impl LogValue for Inside {
        crate::value::own_form!();
        const SHAPE: &'static Shape = &Shape::Struct(&[
            Field::new::<u8>("a", ",\"a\":"),
            Field::new::<Inside>("b", "").flags(FieldFlags::FLATTEN),
        ]);
    }
    let case = Case::of_fields(vec![Field::new::<Inside>("v", ",\"v\":")]);
    assert_eq!(case.json(&[7], None), Err(Malformed));
}

#[test]
fn seconds_are_not_mixed_up() {
    let case = Case::new(EMPTY);
    let mut encoder = json(Identity::default());
    let record = record_of(&[], None);
    let record = Record::parse(&record).unwrap();
    for (unix_nanos, expected) in [
        (NOON, "2026-11-22T14:03:07.123456789Z"),
        (NOON + 876_543_211, "2026-11-22T14:03:08.000000000Z"),
        (NOON, "2026-11-22T14:03:07.123456789Z"),
        (0, "1970-01-01T00:00:00.000000000Z"),
        (u64::MAX, "2554-07-21T23:34:33.709551615Z"),
    ] {
        let mut out = Vec::new();
        let occurrence =
            Occurrence { registered: case.registered(), unix_nanos, thread: "main", repeated: 0 };
        encoder.event(&record, &occurrence, &mut out).unwrap();
        let line = String::from_utf8(out).unwrap();
        assert_eq!(&line[14..44], expected);
    }
}

#[test]
fn an_id_that_nobody_gave_out_is_refused() {
    let mut record = record_of(&[], None);
    record[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(Case::new(EMPTY).render_record(&mut *json(Identity::default()), &record), Err(Malformed));
}
