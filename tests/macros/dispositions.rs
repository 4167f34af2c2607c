//! What is not written, and what is written in its place.

use blackbar::{LogEvent, LogValue, Secret, log_event};
use serde_json::{Value, json};

use crate::{line, own_keys};

type Maybe = Option<Secret<String>>;

struct Opaque;

#[derive(LogEvent)]
#[log(message = "{present} {absent} {aliased}")]
struct Redactions<'a, T: ?Sized> {
    #[log(redact)]
    present: Option<&'a str>,
    #[log(redact)]
    absent: Option<u64>,
    #[log(redact)]
    aliased: Maybe,
    #[log(redact)]
    opaque: Opaque,
    #[log(redact)]
    generic: &'a T,
    #[log(skip)]
    cvv: u16,
    last: u64,
}

#[derive(LogValue)]
struct Password(#[log(redact)] Secret<String>);

#[derive(LogValue)]
struct Account {
    name: &'static str,
    #[log(skip)]
    pin: u16,
    #[log(redact)]
    api_key: Option<String>,
}

#[derive(LogValue)]
enum Step {
    Login {
        #[log(skip)]
        password: String,
        user: u64,
    },
    Token(#[log(redact)] String),
    Pair(#[log(skip)] u8, u8),
}

#[test]
fn a_placeholder_tells_presence_and_nothing_else() {
    let line = line(|| {
        log_event!(Redactions {
            present: Some("hunter2"),
            absent: None,
            aliased: None,
            opaque: Opaque,
            generic: "hunter2",
            cvv: 123,
            last: 1,
        });
    });
    assert_eq!(line["present"], "[redacted]");
    assert_eq!(line["absent"], Value::Null);
    assert_eq!(line["aliased"], Value::Null);
    assert_eq!(line["opaque"], "[redacted]");
    assert_eq!(line["generic"], "[redacted]");
    assert_eq!(line["last"], 1);
    assert_eq!(line["message"], "[redacted] null null");
    assert!(!own_keys(&line).contains(&"cvv"));
}

#[test]
fn fields_inside_of_values_have_their_own_dispositions() {
    let line = line(|| {
        log_event!(
            info,
            "x",
            account = Account { name: "a", pin: 1234, api_key: Some(String::from("hunter2")) },
            checked = Password(Secret::new(String::from("hunter2"))),
            steps = [
                Step::Login { password: String::from("hunter2"), user: 7 },
                Step::Token(String::from("hunter2")),
                Step::Pair(1, 2),
            ],
        );
    });
    assert_eq!(line["account"], json!({"name": "a", "api_key": "[redacted]"}));
    assert_eq!(line["checked"], "[redacted]");
    let steps = json!([{"Login": {"user": 7}}, {"Token": "[redacted]"}, {"Pair": [2]}]);
    assert_eq!(line["steps"], steps);
}

#[test]
fn a_redacted_argument_is_a_placeholder_and_a_skipped_one_is_nothing() {
    let password = "hunter2";
    let line = line(|| {
        log_event!(
            info,
            "{password} {a}",
            a = 1,
            #[log(redact)]
            password,
            #[log(skip)]
            pin = 1,
            b = 2
        )
    });
    assert_eq!(line["message"], "[redacted] 1");
    assert_eq!(line["password"], "[redacted]");
    let mut keys = own_keys(&line);
    keys.sort_unstable();
    assert_eq!(keys, ["a", "b", "password"]);
}
