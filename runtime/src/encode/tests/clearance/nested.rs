//! Values inside of values: a class may stand at any of them.

use std::collections::BTreeMap;

use super::*;
use crate::value::{FieldFlags, Variant, shape_of};

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
