//! What a class says of fields and of types.

use blackbar::__private::{Class, Disposition, FieldFlags, Mask};
use blackbar::{LogEvent, LogValue, Secret, log_event};
use serde_json::json;

use crate::{line, logged};

struct Opaque;

#[derive(LogEvent)]
struct Fields {
    plain: u64,
    #[log(public)]
    public: u64,
    #[log(pii)]
    personal: u64,
    #[log(pii, allow = "only the year of it")]
    shown: u64,
    #[log(secret)]
    secret: Opaque,
    #[log(secret, len)]
    measured: Secret<String>,
    #[log(pii, mask(first = 1, last = 2))]
    masked: String,
    #[log(error)]
    cause: std::fmt::Error,
    #[log(pii, with = str::len)]
    made: String,
}

#[derive(LogEvent)]
#[log(class = pii)]
struct Floor {
    name: u64,
    #[log(secret)]
    password: u64,
    #[log(redact)]
    photo: u64,
}

fn described<E: LogEvent>() -> Vec<(&'static str, Class, Disposition)> {
    let fields = E::SCHEMA.fields.iter();
    fields.map(|field| (field.name, field.class, field.disposition)).collect()
}

#[test]
fn a_class_says_what_is_written_where_nothing_else_does() {
    let expected = [
        ("plain", Class::Internal, Disposition::Value),
        ("public", Class::Public, Disposition::Value),
        ("personal", Class::Pii, Disposition::Hash),
        ("shown", Class::Pii, Disposition::Value),
        ("secret", Class::Secret, Disposition::Redact),
        ("measured", Class::Secret, Disposition::Len),
        ("masked", Class::Pii, Disposition::Mask(Mask::Ends { first: 1, last: 2 })),
        ("cause", Class::Internal, Disposition::Error),
        ("made", Class::Pii, Disposition::With),
    ];
    assert_eq!(described::<Fields>(), expected);
    let free = Fields::SCHEMA.fields.iter().filter(|field| field.flags.has(FieldFlags::FREE_TEXT));
    assert_eq!(free.map(|field| field.name).collect::<Vec<_>>(), ["cause"]);
}

#[test]
fn the_class_of_an_event_is_the_least_of_its_fields() {
    let expected = [
        ("name", Class::Pii, Disposition::Hash),
        ("password", Class::Secret, Disposition::Redact),
        ("photo", Class::Pii, Disposition::Redact),
    ];
    assert_eq!(described::<Floor>(), expected);
}

#[test]
fn a_secret_argument_is_not_evaluated() {
    let evaluated = std::cell::Cell::new(false);
    let touch = || {
        evaluated.set(true);
        "hunter2"
    };
    let line = line(|| {
        log_event!(
            info,
            "{token}",
            #[log(secret)]
            token = touch()
        );
    });
    assert!(!evaluated.get());
    assert_eq!(line["token"], "[redacted]");
    assert_eq!(line["message"], "[redacted]");
}

#[derive(LogValue)]
#[log(class = secret)]
struct Card {
    cvv: u16,
    number: &'static str,
}

#[derive(LogValue)]
#[log(class = pii)]
enum Diagnosis {
    Hiv,
    Other(&'static str),
}

#[derive(LogValue)]
struct Patient {
    id: u64,
    found: Diagnosis,
    #[log(secret)]
    note: &'static str,
}

#[test]
fn a_type_that_is_secret_is_one_placeholder() {
    let line = line(|| {
        log_event!(
            info,
            "x",
            card = Some(Card { cvv: 123, number: "hunter2" }),
            token = Card { cvv: 123, number: "hunter2" },
            found = [Diagnosis::Hiv, Diagnosis::Other("hunter2")],
            patient = Patient { id: 7, found: Diagnosis::Hiv, note: "hunter2" },
        );
    });
    assert_eq!(line["card"], "[redacted]");
    assert_eq!(line["token"], "[redacted]", "its name is that of a credential, and it carries no text");
    assert_eq!(line["found"], json!(["[redacted]", "[redacted]"]));
    assert_eq!(line["patient"], json!({"id": 7, "found": "[redacted]", "note": "[redacted]"}));
}

/// Several instances of a generic event, and several calls, announce themselves; the program has other tests that hash.
#[derive(LogEvent)]
#[log(name = "test.announced")]
struct Announced<T: LogValue> {
    #[log(pii)]
    name: &'static str,
    value: T,
}

#[test]
fn an_event_type_that_hashes_announces_itself_once() {
    let lines = logged(|| {
        log_event!(Announced { name: "x", value: 1 });
        log_event!(Announced { name: "x", value: "x" });
        log_event!(
            info,
            "announced by its message",
            #[log(hash)]
            name = "x"
        );
    });
    assert_eq!(lines.len(), 3);
    for name in ["test.announced", "announced by its message"] {
        let found: Vec<_> = blackbar::__private::HASHING.iter().filter(|event| event.name == name).collect();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].file, file!());
    }
}
