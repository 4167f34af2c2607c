//! Values under keys with the names of secrets: maps and documents, at any depth. The keys are known at run time only.

use std::collections::{BTreeMap, HashMap};

use blackbar::{LogEvent, LogValue, log_event};
use serde_json::json;

use super::case::{Cases, Expect, Marks, Row};

#[derive(LogValue)]
struct Plain {
    leaf: String,
}

/// Words that become keys.
#[derive(LogValue, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
#[log(rename_all = "snake_case")]
enum Word {
    Password,
    ApiKey,
}

#[derive(LogValue, PartialEq, Eq, PartialOrd, Ord)]
struct Key(String);

#[derive(LogEvent)]
#[log(name = "canary.map", message = "{inner}")]
struct MapSeen<T: LogValue> {
    case: u64,
    inner: T,
    control: String,
}

macro_rules! maps {
    ($cases:ident; $( $name:literal $at:literal |$text:ident| $make:expr; )*) => { $(
        let row = Row { shown: 0, expect: Expect::Placeholder };
        $cases.text(concat!($name, ", derived").to_owned(), row, $at, |logger, $text, Marks { case, control }| {
            log_event!(logger: logger, MapSeen { case, inner: $make, control });
        });
        $cases.text(concat!($name, ", inline").to_owned(), row, $at, |logger, $text, Marks { case, control }| {
            let made = $make;
            log_event!(logger: logger, name: "canary.map", info, "{inner}", case, inner = made, control);
        });
    )* };
}

pub(super) fn add(cases: &mut Cases) {
    maps! { cases;
        "text under `password`" "/inner/password" |text| BTreeMap::from([("password", text)]);
        "text under `X-Api-Key`" "/inner/X-Api-Key" |text| HashMap::from([(String::from("X-Api-Key"), text.to_owned())]);
        "text under `Set-Cookie`" "/inner/Set-Cookie" |text| BTreeMap::from([("Set-Cookie", Some(text))]);
        "text under `proxy-authorization`" "/inner/proxy-authorization" |text| {
            BTreeMap::from([("proxy-authorization", vec![text])])
        };
        "text under `userPassword`" "/inner/userPassword" |text| BTreeMap::from([("userPassword", plain(text))]);
        "text under `DATABASE_URL`" "/inner/DATABASE_URL" |text| BTreeMap::from([("DATABASE_URL", text)]);
        "text under a look-alike" "/inner/pаssword" |text| BTreeMap::from([("pаssword", text)]);
        "text under `pass\u{200d}word`" "/inner/pass\u{200d}word" |text| BTreeMap::from([("pass\u{200d}word", text)]);
        "text under a variant" "/inner/password" |text| BTreeMap::from([(Word::Password, text)]);
        "text under another variant" "/inner/api_key" |text| BTreeMap::from([(Word::ApiKey, text.to_owned())]);
        "text under a newtype" "/inner/secret" |text| BTreeMap::from([(Key("secret".into()), text)]);
        "a map under `credentials`" "/inner/credentials" |text| {
            BTreeMap::from([("credentials", BTreeMap::from([("value", text)]))])
        };
        "a map in a map" "/inner/request/token" |text| BTreeMap::from([("request", BTreeMap::from([("token", text)]))]);
        "a map in a list" "/inner/1/jwt" |text| vec![BTreeMap::new(), BTreeMap::from([("jwt", text)])];
        "a document" "/inner/user/password" |text| json!({"user": {"name": "a", "password": text}});
        "a document in a list" "/inner/0/0/apiKey" |text| json!([[{"apiKey": text}]]);
        "an array in a document" "/inner/tokens" |text| json!({"tokens": [text, {"value": text}]});
        "an object in a document" "/inner/secret" |text| json!({"secret": {"a": {"b": [text]}}});
        "a document in a map" "/inner/key/pwd" |text| BTreeMap::from([("key", json!({"pwd": text}))]);
        "a document under a key" "/inner/passwd" |text| BTreeMap::from([("passwd", json!([1, {"a": text}]))]);
    }
    numbers(cases);
}

/// Numbers that are the secret themselves.
fn numbers(cases: &mut Cases) {
    let row = Row { shown: 0, expect: Expect::Placeholder };
    cases.number(
        "a number under `pin`".to_owned(),
        row,
        "/inner/pin",
        |logger, secret, Marks { case, control }| {
            log_event!(logger: logger, MapSeen { case, inner: BTreeMap::from([("pin", secret)]), control });
        },
    );
    let label = "a number under `card_number` in a document".to_owned();
    cases.number(label, row, "/inner/0/card_number", |logger, secret, Marks { case, control }| {
        log_event!(logger: logger, MapSeen { case, inner: json!([{"card_number": secret}]), control });
    });
}

fn plain(text: &str) -> Plain {
    Plain { leaf: text.to_owned() }
}
