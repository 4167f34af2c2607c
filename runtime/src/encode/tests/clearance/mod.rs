//! What a sink is not cleared for is not in its lines.

mod damage;
mod dispositions;
mod nested;

use super::*;
use crate::value::{Shape, own_form};

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
fn what_is_absent_is_hidden_like_what_is_there() {
    let case = Case::of_fields(vec![field::<Option<u64>>(Class::Pii)]);
    for body in [bytes_of(&None::<u64>), bytes_of(&Some(7_u64))] {
        check(case, Class::Internal, &body, [r#","v":"[redacted]"}"#, "v=[redacted]"]);
    }
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
