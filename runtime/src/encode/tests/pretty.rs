use std::collections::BTreeMap;
use std::time::{Duration, UNIX_EPOCH};

use super::*;
use crate::secret::{Disposition, Redacted};

#[track_caller]
fn check(value: &(impl LogValue + ?Sized), expected: &str) {
    let mut pretty = pretty_in_utc(&Identity::default(), false);
    let line = through_record(&mut pretty, &One(value));
    let value = line.split_once(" v=").and_then(|(_, rest)| rest.strip_suffix("  app::auth\n"));
    assert_eq!(value, Some(expected), "{line}");
}

fn login() -> Case {
    Case::new(Schema {
        name: "user.login",
        message: &[Piece::Text("user "), Piece::Field(0), Piece::Text(" from "), Piece::Field(1)],
        fields: vec![
            Field::new::<u64>("user_id", ""),
            Field::new::<Redacted>("session", "").disposition(Disposition::Redact),
        ]
        .leak(),
        ..EMPTY
    })
}

fn login_body() -> Vec<u8> {
    [bytes_of(&7_u64), bytes_of(&Redacted::PRESENT)].concat()
}

#[test]
fn a_line_has_its_columns() {
    let line = login().render(&mut pretty_in_utc(&Identity::default(), false), &login_body(), None).unwrap();
    assert_eq!(
        line,
        "2026-11-22 14:03:07.123 INFO  user.login  user 7 from [redacted]        user_id=7 session=[redacted]  app::auth\n"
    );
}

#[test]
fn colours_change_nothing_but_colours() {
    let identity = Identity { location: true, thread: true, ..Identity::default() };
    let plain = login().render(&mut pretty_in_utc(&identity, false), &login_body(), None).unwrap();
    let color = login().render(&mut pretty_in_utc(&identity, true), &login_body(), None).unwrap();
    let mut without = String::new();
    for (at, part) in color.split('\x1b').enumerate() {
        without.push_str(if at == 0 { part } else { part.split_once('m').expect("a colour").1 });
    }
    assert_eq!(without, plain);
    assert!(color.contains("\x1b[32mINFO\x1b[0m"), "{color:?}");
    assert!(color.contains("session=\x1b[0m\x1b[35m[redacted]\x1b[0m"), "{color:?}");
    assert!(plain.ends_with("  app::auth src/auth.rs:17 worker \"7\"\n"), "{plain}");
}

#[test]
fn fields_begin_at_one_column() {
    let column = |message| {
        let case = Case::with_message(message, vec![Field::new::<u64>("user_id", "")]);
        let line = case.render(&mut pretty_in_utc(&Identity::default(), true), &[7; 8], None).unwrap();
        let plain: String =
            line.split("\x1b[").map(|part| part.split_once('m').map_or(part, |(_, rest)| rest)).collect();
        plain.split("user_id").next().unwrap().chars().count()
    };
    assert_eq!(column(&[]), column(&[Piece::Text("größer")]));
    assert_eq!(column(&[]), column(&[Piece::Text("a b "), Piece::Field(0)]));
}

#[test]
fn an_inline_event_has_its_message_else_its_place() {
    let line = |message| {
        let case = Case::new(Schema { name: "", message, level: Level::Critical, ..EMPTY });
        case.render(&mut pretty_in_utc(&Identity::default(), false), &[], None).unwrap()
    };
    assert_eq!(
        line(&[Piece::Text("it is \"over\"")]),
        "2026-11-22 14:03:07.123 CRIT  it is \"over\"  app::auth\n"
    );
    assert_eq!(line(&[]), "2026-11-22 14:03:07.123 CRIT  src/auth.rs:17  app::auth\n");
}

#[test]
fn times_are_those_of_the_zone() {
    let berlin = jiff::tz::TimeZone::fixed(jiff::tz::offset(1));
    let mut pretty =
        crate::encode::pretty::Pretty::in_zone(&Identity::default(), false, Class::Internal, berlin);
    let line = login().render(&mut pretty, &login_body(), None).unwrap();
    assert!(line.starts_with("2026-11-22 15:03:07.123 INFO "), "{line}");
}

#[test]
fn text_has_quotes_only_where_it_needs_them() {
    check("plain/text:1?x", "plain/text:1?x");
    check("größer", "größer");
    check("", "\"\"");
    check("two words", "\"two words\"");
    check("[redacted]", "\"[redacted]\"");
    check("a=1", "\"a=1\"");
    check("a\u{a0}b", "\"a\u{a0}b\"");
    check("line\nbreak", "\"line\\nbreak\"");
    check("\x1b[31mred", "\"\\u001b[31mred\"");
    check("\x07\u{202e}", "\"\\u0007\\u202e\"");
}

#[test]
fn values_are_compact() {
    check(&(), "()");
    check(&1.0_f64, "1.0");
    check(&f64::NAN, "NaN");
    check(&f32::NEG_INFINITY, "-inf");
    check(&Duration::from_millis(1500), "1.5s");
    check(&UNIX_EPOCH, "1970-01-01T00:00:00.000000000Z");
    check(&Some("a b"), "\"a b\"");
    check(&None::<u8>, "null");
    check(&vec!["a", "b c"], "[a, \"b c\"]");
    check(&(1_u8, true), "(1, true)");
    check(&BTreeMap::from([("a b", [1_u16, 2]), ("c", [3, 4])]), "{\"a b\"=[1, 2], c=[3, 4]}");
    check(&std::cmp::Ordering::Less, "less");
    check(&core::net::Ipv4Addr::LOCALHOST, "127.0.0.1");
}

#[test]
fn a_cut_record_says_so() {
    let message = &[Piece::Text("user "), Piece::Field(0), Piece::Text(" from "), Piece::Field(1)];
    let fields = vec![Field::new::<u64>("user_id", ""), Field::new::<u64>("session", "")];
    let case = Case::with_message(message, fields);
    let line = case.render(&mut pretty_in_utc(&Identity::default(), false), &bytes_of(&7_u64), Some(300_000));
    assert_eq!(
        line.unwrap(),
        "2026-11-22 14:03:07.123 INFO  test.event  user 7 from …                 user_id=7 \
         [truncated from 300000 bytes]  app::auth\n"
    );
}
