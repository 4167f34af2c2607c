//! How derived values are written.

use std::collections::BTreeMap;

use blackbar::{LogValue, log_event};
use serde_json::{Value, json};

use crate::line;

#[derive(LogValue)]
#[log(rename_all = "camelCase")]
struct Point {
    x_axis: i64,
    #[log(rename = "why")]
    y_axis: f64,
}

#[derive(LogValue)]
struct Id(u64);

#[derive(LogValue)]
#[log(transparent)]
struct Wrapper {
    inside: Id,
}

#[derive(LogValue)]
struct Tuple(u8, Id, &'static str);

#[derive(LogValue)]
struct Unit;

#[derive(LogValue, PartialEq, Eq, PartialOrd, Ord)]
#[log(rename_all = "snake_case")]
enum Kind {
    FirstKind,
    #[log(rename = "2nd")]
    SecondKind,
}

#[derive(LogValue)]
#[log(rename_all = "kebab-case")]
enum Shape<T: LogValue> {
    Nothing,
    RoundOne(T),
    Flat(T, T),
    WithFields { side_length: T, kind: Kind },
}

#[derive(LogValue)]
struct Tree {
    value: u64,
    children: Vec<Tree>,
}

#[derive(LogValue)]
struct Chain(Option<Box<Chain>>);

#[track_caller]
fn check<T: LogValue>(value: T, expected: Value) {
    assert_eq!(line(|| log_event!(info, "x", value))["value"], expected);
}

#[test]
fn structs_are_objects_tuples_arrays_and_inner_values() {
    check(Point { x_axis: -1, y_axis: 1.5 }, json!({"xAxis": -1, "why": 1.5}));
    check(Id(7), json!(7));
    check(Wrapper { inside: Id(8) }, json!(8));
    check(Tuple(1, Id(2), "3"), json!([1, 2, "3"]));
    check(Unit, json!(null));
}

#[test]
fn enums_are_words_or_objects_with_one_key() {
    check(Kind::FirstKind, json!("first_kind"));
    check(Kind::SecondKind, json!("2nd"));
    check([Shape::Nothing, Shape::RoundOne(1)], json!(["nothing", {"round-one": 1}]));
    check(Shape::Flat("a", "b"), json!({"flat": ["a", "b"]}));
    check(
        Shape::WithFields { side_length: Some(1.5), kind: Kind::FirstKind },
        json!({"with-fields": {"side_length": 1.5, "kind": "first_kind"}}),
    );
}

#[test]
fn words_are_keys_of_maps() {
    check(BTreeMap::from([(Kind::FirstKind, 1), (Kind::SecondKind, 2)]), json!({"first_kind": 1, "2nd": 2}));
}

#[test]
fn types_may_contain_themselves() {
    let leaf = |value| Tree { value, children: Vec::new() };
    check(
        Tree { value: 1, children: vec![leaf(2), leaf(3)] },
        json!({"value": 1, "children": [{"value": 2, "children": []}, {"value": 3, "children": []}]}),
    );
    check(Chain(Some(Box::new(Chain(None)))), json!(null));
}
