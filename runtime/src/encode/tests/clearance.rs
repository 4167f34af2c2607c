//! What a sink is not cleared for is not in its lines.

use std::collections::BTreeMap;

use super::*;
use crate::secret::Disposition;
use crate::value::{FieldFlags, Shape, Variant, own_form, shape_of};

const EMAIL: Field = Field::new::<str>("email", ",\"email\":").class(Class::Pii);
const USER: Field = Field::new::<u64>("user_id", ",\"user_id\":");

/// What stands after the target in JSON, and between event and target in pretty lines.
#[track_caller]
fn lines(case: Case, clearance: Class, body: &[u8], cut: Option<u32>) -> [String; 2] {
    let json = case.render(&mut *json_for(clearance, Identity::default()), body, cut).unwrap();
    check_line(&json);
    let pretty = case.render(&mut pretty_for(clearance), body, cut).unwrap();
    check_characters(pretty.trim_end());
    let json = json.split_once("\"event\":\"test.event\"").unwrap().1.trim_end().to_owned();
    let pretty = pretty.split_once("test.event").unwrap().1.trim_end().to_owned();
    let pretty = pretty.trim_start().strip_suffix("  app::auth").unwrap().to_owned();
    [json, pretty]
}

#[track_caller]
fn check(case: Case, clearance: Class, body: &[u8], expected: [&str; 2]) {
    assert_eq!(lines(case, clearance, body, None), expected);
}

/// A field of this type with this class.
fn field<T: LogValue + ?Sized>(class: Class) -> Field {
    Field { leaf: true, ..Field::new::<T>("v", ",\"v\":").class(class) }
}

#[test]
fn a_field_above_the_clearance_is_a_placeholder_and_the_others_stay() {
    let case = Case::of_fields(vec![USER, EMAIL, Field::new::<bool>("ok", ",\"ok\":")]);
    let body = [bytes_of(&7_u64), bytes_of("ada@example.org"), bytes_of(&true)].concat();
    check(
        case,
        Class::Internal,
        &body,
        [r#","user_id":7,"email":"[redacted]","ok":true}"#, "user_id=7 email=[redacted] ok=true"],
    );
    check(
        case,
        Class::Pii,
        &body,
        [r#","user_id":7,"email":"ada@example.org","ok":true}"#, "user_id=7 email=ada@example.org ok=true"],
    );
    check(
        case,
        Class::Public,
        &body,
        [
            r#","user_id":"[redacted]","email":"[redacted]","ok":"[redacted]"}"#,
            "user_id=[redacted] email=[redacted] ok=[redacted]",
        ],
    );
}

#[test]
fn public_fields_are_for_every_sink_unless_the_event_has_a_floor() {
    let fields = || vec![field::<u64>(Class::Public)].leak();
    for (floor, expected) in [
        (Class::Public, "7"),
        (Class::Internal, "7"),
        (Class::Pii, "[redacted]"),
        (Class::Secret, "[redacted]"),
    ] {
        let case = Case::new(Schema { class: floor, fields: fields(), ..EMPTY });
        let [_, pretty] = lines(case, Class::Public, &bytes_of(&7_u64), None);
        assert_eq!(pretty, format!("v={expected}"), "{floor:?}");
    }
}

#[test]
fn a_message_does_not_show_what_its_field_does_not() {
    let pieces =
        &[Piece::Text("by "), Piece::Field(1), Piece::Text(" at "), Piece::Field(2), Piece::Field(0)];
    let framed_email = Field { leaf: false, ..field::<Vec<String>>(Class::Pii) };
    let case = Case::with_message(pieces, vec![EMAIL, framed_email, USER]);
    let emails = vec!["ada@example.org".to_owned(), "x".to_owned()];
    let body = [bytes_of("ada@example.org"), framed(&bytes_of(&emails), false), bytes_of(&7_u64)].concat();
    check(
        case,
        Class::Internal,
        &body,
        [
            r#","message":"by [redacted] at 7[redacted]","email":"[redacted]","v":"[redacted]","user_id":7}"#,
            "by [redacted] at 7[redacted]  email=[redacted] v=[redacted] user_id=7",
        ],
    );
}

struct Person;
impl crate::value::Derived for Person {}

impl LogValue for Person {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Struct(&[
        Field::new::<u64>("id", ",\"id\":"),
        EMAIL,
        Field { leaf: true, ..Field::new::<Option<Address>>("home", ",\"home\":") },
    ]);
}

struct Address;
impl LogValue for Address {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Struct(&[
        Field::new::<str>("street", ",\"street\":").class(Class::Pii),
        Field::new::<str>("country", ",\"country\":"),
    ]);
}

fn person() -> Vec<u8> {
    let home = [vec![1], bytes_of("Mill Lane"), bytes_of("DE")].concat();
    [bytes_of(&7_u64), bytes_of("ada@example.org"), home].concat()
}

#[test]
fn nested_fields_have_classes_of_their_own() {
    let case = Case::of_fields(vec![field::<Person>(Class::Internal)]);
    check(
        case,
        Class::Internal,
        &person(),
        [
            r#","v":{"id":7,"email":"[redacted]","home":{"street":"[redacted]","country":"DE"}}}"#,
            "v={id=7, email=[redacted], home={street=[redacted], country=DE}}",
        ],
    );
    let [json, _] = lines(case, Class::Pii, &person(), None);
    assert_eq!(
        json,
        r#","v":{"id":7,"email":"ada@example.org","home":{"street":"Mill Lane","country":"DE"}}}"#
    );
}

#[test]
fn an_outer_class_hides_all_that_is_inside() {
    for hidden in [
        Case::of_fields(vec![field::<Person>(Class::Pii), USER]),
        Case::of_fields(vec![Field { leaf: false, ..field::<Person>(Class::Pii) }, USER]),
    ] {
        let is_framed = !hidden.schema.fields[0].leaf;
        let value = if is_framed { framed(&person(), false) } else { person() };
        let body = [value, bytes_of(&7_u64)].concat();
        check(
            hidden,
            Class::Internal,
            &body,
            [r#","v":"[redacted]","user_id":7}"#, "v=[redacted] user_id=7"],
        );
    }
}

#[test]
fn one_type_under_two_classes_is_hidden_once() {
    let other = Field::new::<Person>("w", ",\"w\":").class(Class::Pii);
    let other = Field { leaf: true, ..other };
    let case =
        Case::of_fields(vec![field::<Person>(Class::Internal), other, field::<Person>(Class::Internal)]);
    let [json, _] = lines(case, Class::Internal, &person().repeat(3), None);
    let shown = r#""v":{"id":7,"email":"[redacted]","home":{"street":"[redacted]","country":"DE"}}"#;
    assert_eq!(json, format!(r#",{shown},"w":"[redacted]",{shown}}}"#));
}

#[test]
fn flattened_fields_are_judged_one_by_one_and_none_is_below_the_field_they_stand_for() {
    let flat = |class| vec![field::<Person>(class).flags(FieldFlags::FLATTEN), USER];
    check(
        Case::of_fields(flat(Class::Internal)),
        Class::Internal,
        &[person(), bytes_of(&7_u64)].concat(),
        [
            r#","id":7,"email":"[redacted]","home":{"street":"[redacted]","country":"DE"},"user_id":7}"#,
            "id=7 email=[redacted] home={street=[redacted], country=DE} user_id=7",
        ],
    );
    check(
        Case::of_fields(flat(Class::Pii)),
        Class::Internal,
        &[person(), bytes_of(&7_u64)].concat(),
        [
            r#","id":"[redacted]","email":"[redacted]","home":"[redacted]","user_id":7}"#,
            "id=[redacted] email=[redacted] home=[redacted] user_id=7",
        ],
    );
}

struct Contact;
impl LogValue for Contact {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Enum(&[
        Variant::Unit("none"),
        Variant::Newtype("person", shape_of::<Person>),
        Variant::Tuple("pair", &[shape_of::<u8>, shape_of::<Address>]),
        Variant::Struct("mail", &[EMAIL, USER]),
    ]);
}

#[test]
fn variants_and_tuples_keep_what_is_cleared() {
    let case = Case::of_fields(vec![field::<Contact>(Class::Internal)]);
    let with = |number: u16, body: &[u8]| {
        lines(case, Class::Internal, &[&number.to_le_bytes(), body].concat(), None)
    };
    assert_eq!(with(0, &[]), [r#","v":"none"}"#, "v=none"]);
    let [json, _] = with(1, &person());
    assert!(json.contains(r#"{"person":{"id":7,"email":"[redacted]""#), "{json}");
    let address = [bytes_of("Mill Lane"), bytes_of("DE")].concat();
    assert_eq!(
        with(2, &[&[9], &address[..]].concat()),
        [
            r#","v":{"pair":[9,{"street":"[redacted]","country":"DE"}]}}"#,
            "v=pair(9, {street=[redacted], country=DE})"
        ]
    );
    assert_eq!(
        with(3, &[bytes_of("ada@example.org"), bytes_of(&7_u64)].concat()),
        [r#","v":{"mail":{"email":"[redacted]","user_id":7}}}"#, "v=mail{email=[redacted], user_id=7}"]
    );
    // The name of a variant is as telling as what it carries.
    let hidden = Case::of_fields(vec![field::<Contact>(Class::Pii), USER]);
    for (number, carried) in [(0_u16, vec![]), (1, person())] {
        let body = [&number.to_le_bytes()[..], &carried, &bytes_of(&7_u64)].concat();
        check(
            hidden,
            Class::Internal,
            &body,
            [r#","v":"[redacted]","user_id":7}"#, "v=[redacted] user_id=7"],
        );
    }
}

#[test]
fn collections_keep_what_is_cleared_and_are_hidden_whole() {
    type People = (Vec<Person>, BTreeMap<u8, Address>);
    let address = [bytes_of("Mill Lane"), bytes_of("DE")].concat();
    let count = |count: u32| count.to_le_bytes().to_vec();
    let case = |class| Case::of_fields(vec![field::<People>(class)]);
    let map = bytes_of(&BTreeMap::from([(5_u8, ("Mill Lane", "DE"))]));
    assert!(map.ends_with(&address));
    let body = [count(2), person(), person(), map].concat();
    let shown = r#"{"id":7,"email":"[redacted]","home":{"street":"[redacted]","country":"DE"}}"#;
    let [json, _] = lines(case(Class::Internal), Class::Internal, &body, None);
    assert_eq!(
        json,
        format!(r#","v":[[{shown},{shown}],{{"5":{{"street":"[redacted]","country":"DE"}}}}]}}"#)
    );
    check(case(Class::Pii), Class::Internal, &body, [r#","v":"[redacted]"}"#, "v=[redacted]"]);
}

#[test]
fn what_is_absent_is_hidden_like_what_is_there() {
    let case = Case::of_fields(vec![field::<Option<u64>>(Class::Pii)]);
    for body in [bytes_of(&None::<u64>), bytes_of(&Some(7_u64))] {
        check(case, Class::Internal, &body, [r#","v":"[redacted]"}"#, "v=[redacted]"]);
    }
}

#[test]
fn what_a_disposition_wrote_is_for_every_sink() {
    let redacted = Field::new::<crate::secret::Redacted>("pin", ",\"pin\":")
        .class(Class::Secret)
        .disposition(Disposition::Redact);
    let case = Case::of_fields(vec![redacted]);
    check(case, Class::Public, &[0], [r#","pin":null}"#, "pin=null"]);
    check(case, Class::Public, &[1], [r#","pin":"[redacted]"}"#, "pin=[redacted]"]);
}

#[test]
fn a_hidden_value_that_was_cut_is_hidden_all_the_same() {
    let case = Case::of_fields(vec![Field { leaf: false, ..field::<Person>(Class::Pii) }, USER]);
    let whole = person();
    for end in 0..whole.len() {
        let body = [framed(&whole[..end], true), bytes_of(&7_u64)].concat();
        let [json, pretty] = lines(case, Class::Internal, &body, Some(99));
        assert_eq!(json, r#","v":"[redacted]","user_id":7,"truncated":99}"#);
        assert_eq!(pretty, "v=[redacted] user_id=7 [truncated from 99 bytes]");
    }
}

#[test]
fn a_record_cut_anywhere_shows_nothing_that_is_hidden() {
    let pieces = &[Piece::Field(1), Piece::Field(0)];
    let case = Case::with_message(pieces, vec![USER, EMAIL, field::<Person>(Class::Pii)]);
    let body = [bytes_of(&7_u64), bytes_of("ada@example.org"), person()].concat();
    for end in (0..=body.len()).step_by(8) {
        for line in lines(case, Class::Internal, &body[..end], Some(99)) {
            assert!(!line.contains("ada") && !line.contains("Mill"), "{line}");
        }
    }
}

/// A list whose items raise the class: its nodes differ by what they stand under.
struct Chain;
impl LogValue for Chain {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Struct(&[
        Field::new::<u8>("here", ",\"here\":"),
        Field::new::<Option<Chain>>("inside", ",\"inside\":").class(Class::Pii),
    ]);
}

#[test]
fn recursive_types_end_and_hide_the_inner_levels() {
    let body = [1, 1, 2, 1, 3, 0];
    let case = Case::of_fields(vec![field::<Chain>(Class::Internal)]);
    check(
        case,
        Class::Internal,
        &body,
        [r#","v":{"here":1,"inside":"[redacted]"}}"#, "v={here=1, inside=[redacted]}"],
    );
    let [json, _] = lines(case, Class::Pii, &body, None);
    assert_eq!(json, r#","v":{"here":1,"inside":{"here":2,"inside":{"here":3,"inside":null}}}}"#);
}

#[test]
fn the_identity_is_no_way_around_the_clearance() {
    let identity = || Identity {
        fields: vec![IdentityField { key: "owner".into(), shape: Person::SHAPE, bytes: person() }],
        ..Identity::default()
    };
    let line = |clearance| Case::new(EMPTY).render(&mut *json_for(clearance, identity()), &[], None).unwrap();
    assert!(line(Class::Internal).contains(r#""owner":{"id":7,"email":"[redacted]","home":{"#));
    assert!(line(Class::Pii).contains("ada@example.org"));
}

/// As the derive makes it of an enum with a class of its own.
struct Diagnosis;
impl crate::value::Derived for Diagnosis {}

impl LogValue for Diagnosis {
    own_form!();
    const SHAPE: &'static Shape =
        &Shape::Classed(Class::Pii, &Shape::Enum(&[Variant::Unit("flu"), Variant::Unit("hiv")]));
}

#[test]
fn a_type_with_a_class_is_hidden_wherever_it_stands() {
    type Everywhere = (Diagnosis, Option<Diagnosis>, Vec<Diagnosis>, BTreeMap<u8, Diagnosis>);
    let case = Case::of_fields(vec![field::<Everywhere>(Class::Internal)]);
    let hiv = [1, 0];
    let body = [&hiv[..], &[1], &hiv, &[2, 0, 0, 0], &hiv, &hiv, &[1, 0, 0, 0, 7, 0], &hiv].concat();
    let [json, pretty] = lines(case, Class::Internal, &body, None);
    let hidden = r#""[redacted]""#;
    assert_eq!(json, format!(r#","v":[{hidden},{hidden},[{hidden},{hidden}],{{"7":{hidden}}}]}}"#));
    assert_eq!(pretty, "v=([redacted], [redacted], [[redacted], [redacted]], {7=[redacted]})");
    let [json, _] = lines(case, Class::Pii, &body, None);
    assert_eq!(json, r#","v":["hiv","hiv",["hiv","hiv"],{"7":"hiv"}]}"#);
}

#[test]
fn a_map_whose_keys_are_hidden_is_hidden() {
    let map = Field {
        shape: || &Shape::Map { key: || Diagnosis::SHAPE, value: shape_of::<u8> },
        ..field::<u8>(Class::Internal)
    };
    let body = [2, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 2];
    let case = Case::of_fields(vec![map]);
    check(case, Class::Internal, &body, [r#","v":"[redacted]"}"#, "v=[redacted]"]);
    check(case, Class::Pii, &body, [r#","v":{"flu":1,"hiv":2}}"#, "v={flu=1, hiv=2}"]);
}

#[test]
fn what_shows_the_value_needs_a_clearance_and_what_does_not_needs_none() {
    let shown = [
        Disposition::Truncate(3),
        Disposition::Error,
        Disposition::Debug,
        Disposition::Display,
        Disposition::With,
        Disposition::Value,
    ];
    for disposition in shown {
        let case = Case::of_fields(vec![field::<Option<String>>(Class::Pii).disposition(disposition)]);
        check(case, Class::Internal, &bytes_of(&Some("ada")), [r#","v":"[redacted]"}"#, "v=[redacted]"]);
        check(case, Class::Pii, &bytes_of(&Some("ada")), [r#","v":"ada"}"#, "v=ada"]);
    }
    let mask = Field::disposed("v", ",\"v\":", Disposition::Mask(crate::secret::Mask::Last(4)));
    let case = Case::of_fields(vec![mask.class(Class::Secret)]);
    check(case, Class::Public, &bytes_of(&Some("***1111")), [r#","v":"***1111"}"#, "v=***1111"]);
    let case = Case::of_fields(vec![Field::disposed("v", ",\"v\":", Disposition::Len).class(Class::Secret)]);
    check(case, Class::Public, &bytes_of(&Some(7_u64)), [r#","v":7}"#, "v=7"]);
}

#[test]
fn a_hash_has_its_key_and_128_bits_in_22_digits() {
    let hash = Field::disposed("v", ",\"v\":", Disposition::Hash).class(Class::Pii);
    let case = Case::with_message(&[Piece::Field(0)], vec![hash]);
    let bits: [u8; 16] = core::array::from_fn(|at| (at * 17) as u8);
    // From `base64.urlsafe_b64encode`.
    for (bits, expected) in [
        (bits, "k7:ABEiM0RVZneImaq7zN3u_w"),
        ([0xff; 16], "k7:_____________________w"),
        ([0; 16], "k7:AAAAAAAAAAAAAAAAAAAAAA"),
    ] {
        let body = [&[1, 7, 0, 0, 0], &bits[..]].concat();
        let json = format!(r#","message":"{expected}","v":"{expected}"}}"#);
        let [line, pretty] = lines(case, Class::Public, &body, None);
        assert_eq!(line, json);
        assert!(pretty.ends_with(&format!("v={expected}")), "{pretty}");
    }
    let [line, _] = lines(case, Class::Public, &[0], None);
    assert_eq!(line, r#","message":"null","v":null}"#);
    let [line, _] = lines(case, Class::Public, &[2], None);
    assert_eq!(line, r#","message":"[redacted:no-key]","v":"[redacted:no-key]"}"#);
    assert_eq!(case.json(&[3], None), Err(Malformed));
}

#[test]
fn a_malformed_hidden_value_is_malformed() {
    let case = Case::of_fields(vec![field::<Vec<u64>>(Class::Pii)]);
    assert_eq!(case.json(&[9, 0, 0, 0, 1], None), Err(Malformed));
    assert_eq!(case.json(&[0; 12], None), Err(Malformed));
}

#[test]
fn hidden_items_without_bytes_do_not_exhaust_memory() {
    let list = || &Shape::Seq(|| &Shape::Classed(Class::Pii, &Shape::Unit));
    let case = Case::of_fields(vec![Field { shape: list, ..field::<u8>(Class::Internal) }]);
    let count = u32::try_from(record::MAX_RECORD).unwrap();
    assert!(case.json(&count.to_le_bytes(), None).is_ok());
    assert_eq!(case.json(&(count + 1).to_le_bytes(), None), Err(Malformed));
}
