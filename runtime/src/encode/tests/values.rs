use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::*;
use crate::secret::{Disposition, Redacted};
use crate::value::{FieldFlags, Shape, Slot, Variant, Written, own_form, shape_of};

#[track_caller]
fn check(value: &(impl LogValue + ?Sized), expected: &str) {
    let mut encoder = json(Identity::default());
    assert_eq!(value_in(&mut *encoder, value), expected);
    assert_eq!(encoder.take_oddities(), Oddities::default());
}

#[track_caller]
fn check_odd(value: &(impl LogValue + ?Sized), expected: &str, odd: Oddities) {
    let mut encoder = json(Identity::default());
    assert_eq!(value_in(&mut *encoder, value), expected);
    assert_eq!((encoder.take_oddities(), encoder.take_oddities()), (odd, Oddities::default()));
}

#[test]
fn integers_are_exact() {
    check(&u8::MAX, "255");
    check(&i8::MIN, "-128");
    check(&u16::MAX, "65535");
    check(&i16::MIN, "-32768");
    check(&u32::MAX, "4294967295");
    check(&i32::MIN, "-2147483648");
    check(&u64::MAX, "18446744073709551615");
    check(&i64::MIN, "-9223372036854775808");
    check(&u128::MAX, "340282366920938463463374607431768211455");
    check(&i128::MIN, "-170141183460469231731687303715884105728");
}

#[test]
fn floats_are_the_shortest_that_read_back() {
    check(&1.0_f64, "1.0");
    check(&-0.0_f64, "-0.0");
    check(&0.1_f64, "0.1");
    check(&0.1_f32, "0.1");
    check(&1e300_f64, "1e+300");
    check(&f64::MIN_POSITIVE, "2.2250738585072014e-308");
}

#[test]
fn what_is_no_number_is_null_and_counted() {
    let odd = Oddities { not_finite: 1, ..Oddities::default() };
    check_odd(&f64::NAN, "null", odd);
    check_odd(&f32::NEG_INFINITY, "null", odd);
    check_odd(&[f64::INFINITY, 1.0][..], "[null,1.0]", odd);
}

#[test]
fn plain_values_have_their_json_form() {
    check(&(), "null");
    check(&true, "true");
    check(&false, "false");
    check("a \"b\"\n", r#""a \"b\"\n""#);
    check(&'"', r#""\"""#);
    check(&'\u{1f642}', "\"🙂\"");
    check(&std::cmp::Ordering::Less, "\"less\"");
    check(&Redacted::PRESENT, "\"[redacted]\"");
    check(&Redacted::unless(true), "null");
}

#[test]
fn text_of_the_system_says_what_it_lost() {
    check(OsStr::new("logs/app.log"), "\"logs/app.log\"");
    let odd = Oddities { lossy_text: 1, ..Oddities::default() };
    check_odd(OsStr::from_bytes(b"a\xffb"), "\"a\u{fffd}b\"", odd);
}

#[test]
fn durations_are_exact_seconds() {
    check(&Duration::ZERO, "0.0");
    check(&Duration::from_secs(3), "3.0");
    check(&Duration::from_millis(1500), "1.5");
    check(&Duration::from_nanos(1), "0.000000001");
    check(&Duration::from_nanos(120), "0.00000012");
    check(&Duration::MAX, "18446744073709551615.999999999");
}

#[test]
fn points_in_time_are_rfc_3339() {
    check(&UNIX_EPOCH, "\"1970-01-01T00:00:00.000000000Z\"");
    check(&(UNIX_EPOCH + Duration::from_nanos(NOON)), "\"2026-11-22T14:03:07.123456789Z\"");
    check(&(UNIX_EPOCH - Duration::from_nanos(1)), "\"1969-12-31T23:59:59.999999999Z\"");
    check(&(UNIX_EPOCH + Duration::from_secs(951_782_400)), "\"2000-02-29T00:00:00.000000000Z\"");
    check(&(UNIX_EPOCH - Duration::from_secs(62_167_219_200)), "\"0000-01-01T00:00:00.000000000Z\"");
}

#[test]
fn a_point_in_time_without_four_digits_of_year_is_null_and_counted() {
    let odd = Oddities { not_finite: 1, ..Oddities::default() };
    let year_10000: SystemTime = UNIX_EPOCH + Duration::from_secs(253_402_300_800);
    check_odd(&year_10000, "null", odd);
    check_odd(&(UNIX_EPOCH - Duration::from_secs(62_167_219_201)), "null", odd);
}

#[test]
fn addresses_have_their_standard_text() {
    use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
    let v6 = Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 1);
    check(&Ipv4Addr::LOCALHOST, "\"127.0.0.1\"");
    check(&v6, "\"fe80::1\"");
    check(&IpAddr::from(Ipv4Addr::LOCALHOST), "\"127.0.0.1\"");
    check(&IpAddr::from(v6), "\"fe80::1\"");
    check(&SocketAddrV4::new(Ipv4Addr::LOCALHOST, 80), "\"127.0.0.1:80\"");
    check(&SocketAddrV6::new(v6, 443, 0, 3), "\"[fe80::1%3]:443\"");
    check(&SocketAddr::from((v6, 443)), "\"[fe80::1]:443\"");
    check(&SocketAddr::from((Ipv4Addr::LOCALHOST, 80)), "\"127.0.0.1:80\"");
}

#[test]
fn collections_nest() {
    check(&None::<u8>, "null");
    check(&Some(7_u8), "7");
    check(&Some(None::<u8>), "null");
    check(&[1_u16, 2, 3][..], "[1,2,3]");
    check(&Vec::<u16>::new(), "[]");
    check(&vec![(); 3], "[null,null,null]");
    check(&vec![vec!["a"], vec![], vec!["b", "c"]], r#"[["a"],[],["b","c"]]"#);
    check(&(1_u8,), "[1]");
    check(&(1_u8, "a", Some(2.5_f64)), "[1,\"a\",2.5]");
}

#[test]
fn keys_of_maps_are_strings() {
    check(&BTreeMap::<String, u8>::new(), "{}");
    check(&BTreeMap::from([("a\"", 1_u8), ("b", 2)]), r#"{"a\"":1,"b":2}"#);
    check(&BTreeMap::from([(-1_i128, "x"), (7, "y")]), r#"{"-1":"x","7":"y"}"#);
    check(&BTreeMap::from([(-1_i8, [true])]), r#"{"-1":[true]}"#);
}

/// As the derive would write it.
struct Account {
    id: u64,
    owner: Owner,
}
struct Owner {
    name: &'static str,
}

impl crate::value::Derived for Owner {}

impl LogValue for Owner {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Struct(&[
        Field::new::<str>("na\"me", ",\"na\\\"me\":"),
        Field::new::<u64>("cvv", ",\"cvv\":").disposition(Disposition::Skip),
    ]);
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.text(self.name);
    }
}

impl LogValue for Account {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Struct(&[
        Field::new::<u64>("id", ",\"id\":"),
        Field::new::<Owner>("owner", ",\"owner\":"),
        Field::new::<Owner>("flat", "").flags(FieldFlags::FLATTEN),
    ]);
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        self.id.encode_value(writer);
        self.owner.encode_value(writer);
        self.owner.encode_value(writer);
    }
}

#[test]
fn structs_are_objects_without_skipped_and_with_flattened_fields() {
    let account = Account { id: 7, owner: Owner { name: "Ada" } };
    check(&account, r#"{"id":7,"owner":{"na\"me":"Ada"},"na\"me":"Ada"}"#);
    check(&vec![Owner { name: "" }], r#"[{"na\"me":""}]"#);
}

/// A recursive enum with variants of every kind.
enum Tree {
    Leaf,
    One(Box<Tree>),
    Two(u8, Box<Tree>),
    Named { left: u8 },
}

impl LogValue for Tree {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Enum(&[
        Variant::Unit("leaf"),
        Variant::Newtype("one", shape_of::<Box<Tree>>),
        Variant::Tuple("two", &[shape_of::<u8>, shape_of::<Box<Tree>>]),
        Variant::Struct("na\"med", &[Field::new::<u8>("left", ",\"left\":")]),
    ]);
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        match self {
            Self::Leaf => writer.variant(0, |_| ()),
            Self::One(tree) => writer.variant(1, |writer| tree.encode_value(writer)),
            Self::Two(number, tree) => writer.variant(2, |writer| {
                number.encode_value(writer);
                tree.encode_value(writer);
            }),
            Self::Named { left } => writer.variant(3, |writer| left.encode_value(writer)),
        }
    }
}

#[test]
fn enums_are_objects_of_their_variant() {
    check(&Tree::Leaf, r#""leaf""#);
    check(&Tree::One(Box::new(Tree::Leaf)), r#"{"one":"leaf"}"#);
    check(&Tree::Two(7, Box::new(Tree::Leaf)), r#"{"two":[7,"leaf"]}"#);
    check(&Tree::Named { left: 7 }, r#"{"na\"med":{"left":7}}"#);
}

/// How deep the writer goes.
const DEPTH: usize = 32;

#[test]
fn what_is_too_deep_says_so() {
    let mut tree = Tree::Leaf;
    for _ in 0..DEPTH {
        tree = Tree::One(Box::new(tree));
    }
    check(&tree, &format!("{}\"[too deep]\"{}", r#"{"one":"#.repeat(DEPTH), "}".repeat(DEPTH)));
}

/// A list that ends too deep, at an option, in a value that is not its own form.
struct Chain(u8);

impl LogValue for Chain {
    type Form = Link;
    fn log<'a>(&self, slot: Slot<'a, Link>) -> Written<'a> {
        slot.write(&(0..self.0).fold(Link(None), |link, _| Link(Some(Box::new(link)))))
    }
}

struct Link(Option<Box<Link>>);

impl LogValue for Link {
    own_form!();
    const SHAPE: &'static Shape = &Shape::Option(shape_of::<Box<Link>>);
    fn encode_value(&self, writer: &mut ValueWriter<'_>) {
        writer.option(self.0.as_ref());
    }
}

#[test]
fn recursion_through_options_and_conversions_ends() {
    check(&Chain(3), "null");
    check(&Chain(40), "\"[too deep]\"");
}
