//! Credentials in texts are replaced on their way to a sink.
//!
//! None stands here in one piece, so that nobody's scanner takes this file for a leak.

use std::collections::BTreeMap;
use std::ffi::OsStr;

use blackbar_rules::detect::{Detector, detect};
use proptest::prelude::*;

use super::*;
use crate::encode::{escape, scan};
use crate::secret::{Disposition, Mask};
use crate::value::{FieldFlags, Shape, Variant, own_form, shape_of};

/// A key id that AWS might have given out.
fn key_id() -> String {
    ["AK", "IA", "QW3RTZ7VBN8MKLP2"].concat()
}

fn pem() -> String {
    let label = "PRIVATE KEY";
    format!("-----BEGIN {label}-----\nMIIEvQIBADANBgkq\n-----END {label}-----")
}

type Counts = Vec<(&'static str, u64)>;

/// What stands under `v` in each format, and what was counted.
#[track_caller]
fn values(field: Field, body: &[u8]) -> ([String; 2], [Counts; 2]) {
    let case = Case::of_fields(vec![Field { leaf: true, ..field }]);
    let (mut json, mut pretty) = (json(Identity::default()), pretty_for(Class::Internal));
    let line = case.render(&mut *json, body, None).unwrap();
    check_line(&line);
    let in_json = line.split_once("\"v\":").unwrap().1.trim_end().strip_suffix('}').unwrap().to_owned();
    let line = case.render(&mut pretty, body, None).unwrap();
    check_characters(line.trim_end());
    let in_pretty =
        line.split_once(" v=").unwrap().1.trim_end().strip_suffix("  app::auth").unwrap().to_owned();
    ([in_json, in_pretty], [counted(&mut *json), counted(&mut pretty)])
}

fn counted(encoder: &mut dyn Encoder) -> Counts {
    let counts = encoder.take_oddities().detections;
    let counts = Detector::ALL.iter().map(|it| it.name()).zip(counts);
    counts.filter(|(_, count)| *count > 0).collect()
}

/// A field of this type.
fn field<T: LogValue + ?Sized>() -> Field {
    Field::new::<T>("v", ",\"v\":")
}

#[track_caller]
fn check<T: LogValue + ?Sized>(value: &T, expected: [&str; 2], counts: &[(&'static str, u64)]) {
    let (texts, counted) = values(field::<T>(), &bytes_of(value));
    assert_eq!(texts, expected);
    assert_eq!(counted, [counts, counts]);
}

#[test]
fn only_the_credential_is_replaced() {
    check(
        &*format!("GET /x as {} failed", key_id()),
        [r#""GET /x as [redacted:aws] failed""#, r#""GET /x as [redacted:aws] failed""#],
        &[("aws", 1)],
    );
    check(
        "postgres://app:hunter2@db/orders?password=x&tls=no",
        [
            r#""postgres://[redacted:userinfo]@db/orders?password=[redacted:query]&tls=no""#,
            r#""postgres://[redacted:userinfo]@db/orders?password=[redacted:query]&tls=no""#,
        ],
        &[("userinfo", 1), ("query", 1)],
    );
    check("4111111111111111", [r#""[redacted:card]""#; 2], &[("card", 1)]);
    check("nothing of the kind", [r#""nothing of the kind""#; 2], &[]);
}

#[test]
fn text_is_escaped_after_it_was_replaced() {
    // In the escaped text the lines of the key would be one.
    check(
        &*format!("key \"a\"\n{}\n\x1b[31m", pem()),
        [r#""key \"a\"\n[redacted:pem]\n\u001b[31m""#; 2],
        &[("pem", 1)],
    );
    check("{\"password\": \"hunter2\"}\n", [r#""{\"password\": \"[redacted:pair]\"}\n""#; 2], &[("pair", 1)]);
}

#[test]
fn quiet_texts_are_scanned_for_what_is_quiet() {
    let token = ["hvs", ".caesin2jxk4mp8rqtvwyza3bcdefgh"].concat();
    check(&*token, [r#""[redacted:token]""#; 2], &[("token", 1)]);
}

struct Everything;
impl crate::value::Derived for Everything {}
impl LogValue for Everything {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Struct(&[
        Field::new::<Option<String>>("a", ",\"a\":"),
        Field::new::<(u8, String)>("b", ",\"b\":"),
        Field::new::<BTreeMap<String, Vec<String>>>("c", ",\"c\":"),
        Field { shape: || Choice::SHAPE, ..Field::new::<u8>("d", ",\"d\":") },
        Field::new::<OsStr>("e", ",\"e\":"),
    ]);
}

struct Choice;
impl LogValue for Choice {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Enum(&[Variant::Newtype("one", shape_of::<String>)]);
}

#[test]
fn texts_are_scanned_wherever_they_stand() {
    let key = key_id();
    let body = [
        bytes_of(&Some(&*key)),
        bytes_of(&(7_u8, &*key)),
        bytes_of(&BTreeMap::from([(&*key, vec![&*key, "x"])])),
        vec![0, 0],
        bytes_of(&*key),
        bytes_of(OsStr::new(&*key)),
    ]
    .concat();
    let ([json, pretty], counts) = values(field::<Everything>(), &body);
    let hidden = r#""[redacted:aws]""#;
    assert_eq!(
        json,
        format!(
            r#"{{"a":{hidden},"b":[7,{hidden}],"c":{{{hidden}:[{hidden},"x"]}},"d":{{"one":{hidden}}},"e":{hidden}}}"#
        )
    );
    assert_eq!(
        pretty,
        format!(
            r#"{{a={hidden}, b=(7, {hidden}), c={{{hidden}=[{hidden}, x]}}, d=one({hidden}), e={hidden}}}"#
        )
    );
    assert_eq!(counts, [[("aws", 6)], [("aws", 6)]]);
}

#[test]
fn documents_are_scanned() {
    use crate::value::document::tag;
    let text = |text: &str| bytes_of(text);
    let key = key_id();
    let body =
        [vec![tag::OBJECT, 1, 0, 0, 0], text(&key), vec![tag::ARRAY, 1, 0, 0, 0, tag::TEXT], text(&key)]
            .concat();
    let document = Field { shape: || &Shape::Document, ..field::<u8>() };
    let (texts, counts) = values(document, &body);
    assert_eq!(
        texts,
        [r#"{"[redacted:aws]":["[redacted:aws]"]}"#, r#"{"[redacted:aws]"=["[redacted:aws]"]}"#]
    );
    assert_eq!(counts, [[("aws", 2)], [("aws", 2)]]);
}

#[test]
fn public_text_is_not_scanned_unless_it_is_free() {
    let key = key_id();
    let public = field::<str>().class(Class::Public);
    let (texts, counts) = values(public, &bytes_of(&*key));
    assert_eq!(texts, [format!("\"{key}\""), key.clone()]);
    assert_eq!(counts, [[], []]);
    let free = Field { flags: FieldFlags::FREE_TEXT, ..field::<str>().class(Class::Public) };
    let (texts, counts) = values(free, &bytes_of(&*key));
    assert_eq!(texts, [r#""[redacted:aws]""#; 2]);
    assert_eq!(counts, [[("aws", 1)], [("aws", 1)]]);
}

#[test]
fn dispositions_that_show_the_value_are_scanned_and_the_others_are_not() {
    let text = bytes_of(&Some("password=hunter2"));
    for disposition in
        [Disposition::Truncate(99), Disposition::Error, Disposition::Debug, Disposition::Display]
    {
        let (texts, _) = values(Field::disposed("v", ",\"v\":", disposition), &text);
        assert_eq!(texts, [r#""password=[redacted:pair]""#; 2], "{disposition:?}");
    }
    let masked = Field::disposed("v", ",\"v\":", Disposition::Mask(Mask::Last(4)));
    let ([json, _], counts) = values(masked, &text);
    assert_eq!(json, r#""password=hunter2""#);
    assert_eq!(counts, [[], []]);
}

#[test]
fn the_message_is_scanned_and_counts_nothing_of_its_own() {
    let pieces = &[Piece::Text("by "), Piece::Field(0), Piece::Text(" "), Piece::Field(1)];
    let list = Field { leaf: true, ..Field::new::<Vec<String>>("w", ",\"w\":") };
    let case = Case::with_message(pieces, vec![field::<str>(), list]);
    let key = key_id();
    let body = [bytes_of(&*key), bytes_of(&vec![&*key])].concat();
    let (mut json, mut pretty) = (json(Identity::default()), pretty_for(Class::Internal));
    let line = case.render(&mut *json, &body, None).unwrap();
    let message =
        r#""message":"by [redacted:aws] [\"[redacted:aws]\"]","v":"[redacted:aws]","w":["[redacted:aws]"]}"#;
    assert!(line.trim_end().ends_with(message), "{line}");
    let line = case.render(&mut pretty, &body, None).unwrap();
    assert!(line.contains(r#"  by [redacted:aws] ["[redacted:aws]"]  "#), "{line}");
    assert_eq!([counted(&mut *json), counted(&mut pretty)], [[("aws", 2)], [("aws", 2)]]);
    assert_eq!(counted(&mut *json), []);
}

#[test]
fn a_credential_that_would_be_cut_is_left_out() {
    // The record ends in the middle of the password.
    let cut = through_record(&mut *json(Identity::default()), &One(&*"x".repeat(300_000)));
    let kept = cut.matches('x').count();
    let text = format!("{} password={}", "x".repeat(kept - 15), "hunter2".repeat(9_000));
    let line = through_record(&mut *json(Identity::default()), &One(&*text));
    check_line(&line);
    assert!(line.contains(",\"truncated\":") && !line.contains("hunt"), "{}", &line[line.len() - 80..]);
    assert!(line.contains("xxx\""), "{}", &line[line.len() - 80..]);
}

#[test]
fn the_identity_is_scanned_like_any_other_text() {
    let key = key_id();
    let identity = Identity {
        fields: vec![IdentityField { key: "service".into(), shape: <str>::SHAPE, bytes: bytes_of(&*key) }],
        ..Identity::default()
    };
    let line = Case::new(EMPTY).render(&mut *json(identity), &[], None).unwrap();
    assert!(line.contains(r#""service":"[redacted:aws]""#), "{line}");
}

/// What must become of a text, without any short cut.
fn expected(text: &str) -> String {
    let (mut expected, mut rest) = (String::new(), 0);
    for found in detect(text) {
        expected.push_str(&text[rest..found.start]);
        expected.push_str(found.detector.placeholder());
        rest = found.end;
    }
    expected.push_str(&text[rest..]);
    expected
}

fn piece() -> impl Strategy<Value = String> {
    let pieces = vec![
        "password",
        "token",
        "=",
        ": ",
        "\"",
        " ",
        "/",
        ".",
        "-",
        "_",
        "://",
        "u:p@",
        "\\n",
        "%20",
        "4111",
        "1111",
        "111111111111",
        "0000000000000000",
        "536-90-4399",
        "hvs.",
        "ya29.",
        "abcdefghijklmnopqrstuvwxyz0123",
        "AKIA",
        "QW3RTZ7VBN8MKLP2",
        "Bearer ",
        "eyJhbGciOiJIUzI1NiJ9",
        "GB82WEST12345698765432",
        "\n",
        "é",
        "\u{2028}",
    ];
    prop_oneof![9 => proptest::sample::select(pieces).prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn the_short_cuts_change_nothing(pieces in proptest::collection::vec(piece(), 0..10)) {
        let text = pieces.concat();
        let (mut found, mut out) = (scan::Detections::default(), Vec::new());
        scan::quoted(text.as_bytes(), &mut found, &mut out);
        let mut without = Vec::new();
        escape::quoted(expected(&text).as_bytes(), &mut without);
        prop_assert_eq!(String::from_utf8(out).unwrap(), String::from_utf8(without).unwrap());
        prop_assert_eq!(found.iter().sum::<u64>(), detect(&text).count() as u64);
    }

    #[test]
    fn text_that_is_none_is_scanned_as_far_as_it_is(bytes in any::<Vec<u8>>()) {
        let text = [&bytes, &b" password=hunter2"[..]].concat();
        let (mut found, mut out) = (scan::Detections::default(), Vec::new());
        scan::quoted(&text, &mut found, &mut out);
        let text = String::from_utf8(out).unwrap();
        check_characters(&text);
        prop_assert!(!text.contains("hunter2"), "{}", text);
    }
}
