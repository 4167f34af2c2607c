//! Types of other crates, from value to line.

use super::*;

#[track_caller]
fn check(value: &(impl LogValue + ?Sized), expected: &str) {
    assert_eq!(value_in(&mut *json(Identity::default()), value), expected);
}

#[cfg(feature = "uuid")]
#[test]
fn uuids() {
    let uuid = uuid::Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
    check(&uuid, "\"01234567-89ab-cdef-0123-456789abcdef\"");
    check(&uuid, &format!("\"{uuid}\""));
    check(&std::collections::BTreeMap::from([(uuid, 1_u8)]), &format!("{{\"{uuid}\":1}}"));
}

#[cfg(feature = "jiff")]
#[test]
fn jiff_times() {
    use jiff::tz::{TimeZone, offset};
    let timestamp = jiff::Timestamp::from_nanosecond(NOON.into()).unwrap();
    check(&timestamp, "\"2026-11-22T14:03:07.123456789Z\"");
    check(&jiff::Timestamp::from_nanosecond(-1).unwrap(), "\"1969-12-31T23:59:59.999999999Z\"");
    let zoned = timestamp.to_zoned(TimeZone::fixed(offset(1)));
    check(&zoned, "\"2026-11-22T15:03:07.123456789+01:00[+01:00]\"");
    check(&zoned.datetime(), "\"2026-11-22T15:03:07.123456789\"");
    check(&zoned.date(), "\"2026-11-22\"");
    check(&zoned.time(), "\"15:03:07.123456789\"");
    check(&jiff::SignedDuration::from_millis(-1500), "\"-PT1.5S\"");
}

#[cfg(feature = "chrono")]
#[test]
fn chrono_times() {
    use chrono::{DateTime, FixedOffset, NaiveDate};
    let utc = DateTime::from_timestamp_nanos(NOON.cast_signed());
    check(&utc, "\"2026-11-22T14:03:07.123456789Z\"");
    check(&utc.with_timezone(&FixedOffset::east_opt(3600).unwrap()), "\"2026-11-22T14:03:07.123456789Z\"");
    check(&DateTime::from_timestamp_nanos(-1), "\"1969-12-31T23:59:59.999999999Z\"");
    let date = NaiveDate::from_ymd_opt(2016, 12, 31).unwrap();
    let leap_second = date.and_hms_nano_opt(23, 59, 59, 1_500_000_000).unwrap();
    check(&leap_second.and_utc(), "\"2017-01-01T00:00:00.500000000Z\"");
    check(&leap_second, "\"2016-12-31 23:59:60.500\"");
    check(&date, "\"2016-12-31\"");
    check(&leap_second.time(), "\"23:59:60.500\"");
}

#[cfg(feature = "time")]
#[test]
fn time_times() {
    use ::time::{OffsetDateTime, UtcOffset};
    let utc = OffsetDateTime::from_unix_timestamp_nanos(NOON.into()).unwrap();
    check(&utc, "\"2026-11-22T14:03:07.123456789Z\"");
    let local = utc.to_offset(UtcOffset::from_hms(1, 0, 0).unwrap());
    check(&local, "\"2026-11-22T14:03:07.123456789Z\"");
    check(&local.to_utc(), "\"2026-11-22T14:03:07.123456789Z\"");
    check(&OffsetDateTime::from_unix_timestamp_nanos(-1).unwrap(), "\"1969-12-31T23:59:59.999999999Z\"");
    check(&local.date(), "\"2026-11-22\"");
    check(&local.time(), "\"15:03:07.123456789\"");
}

#[cfg(feature = "http")]
#[test]
fn http_types() {
    check(&http::Method::PATCH, "\"PATCH\"");
    check(&http::StatusCode::IM_A_TEAPOT, "418");
}

#[cfg(feature = "serde_json")]
mod documents {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn stay_what_they_are() {
        for document in [
            json!(null),
            json!(true),
            json!(u64::MAX),
            json!(i64::MIN),
            json!(0.1),
            json!("a \"b\"\n"),
            json!([]),
            json!({"z": [1, {"a": {}}], "b\"": false}),
        ] {
            check(&document, &document.to_string());
        }
    }

    #[test]
    fn lose_what_stands_under_a_sensitive_key() {
        check(
            &json!({"user": "ada", "password": "hunter2", "apiKey": [1, 2], "auth": {"token": {"a": 1}}, "pin": 1234}),
            r#"{"apiKey":"[redacted]","auth":"[redacted]","password":"[redacted]","pin":"[redacted]","user":"ada"}"#,
        );
        check(
            &json!([[{"session": {"client_secret": "x"}}]]),
            r#"[[{"session":{"client_secret":"[redacted]"}}]]"#,
        );
        check(
            &json!({"password": null, "password_changed_at": 7}),
            r#"{"password":null,"password_changed_at":7}"#,
        );
    }

    #[test]
    fn end_where_they_are_too_deep() {
        let document = (0..40).fold(Value::Null, |inner, _| json!([inner]));
        check(&document, &format!("{}\"[too deep]\"{}", "[".repeat(32), "]".repeat(32)));
        let document = (0..40).fold(Value::Null, |inner, _| json!({"a": inner}));
        check(&document, &format!("{}\"[too deep]\"{}", "{\"a\":".repeat(32), "}".repeat(32)));
    }

    #[test]
    fn are_for_people_too() {
        let document = json!({"a b": [1, "x y", null], "c": {"d": 1.5}});
        let line = through_record(&mut pretty_in_utc(&Identity::default(), false), &One(&document));
        assert!(line.contains(" v={\"a b\"=[1, \"x y\", null], c={d=1.5}}  "), "{line}");
    }

    #[test]
    fn too_large_for_the_scratch_are_cut() {
        let document = json!({"list": vec!["x".repeat(100); 300], "z": 1});
        let line = through_record(&mut *json(Identity::default()), &One(&document));
        check_line(&line);
        assert!(line.contains(",\"truncated\":"), "{line}");
    }

    fn json(identity: Identity) -> Box<dyn Encoder> {
        super::json(identity)
    }
}
