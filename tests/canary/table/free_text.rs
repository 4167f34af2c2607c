//! Credentials in free text: nothing in the source says that they are there, so a detector has to.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use blackbar::{LogEvent, LogValue, log_event};
use serde_json::json;

use super::case::{Cases, Expect, Marks, Row};

/// Puts a secret into a text.
type Around = fn(&str) -> String;

/// Texts that carry a secret where it can be told that they do.
const TEXTS: [(&str, Around); 14] = [
    ("a bearer token", |secret| format!("sent Authorization: Bearer {secret} to the host")),
    ("a basic header", |secret| {
        format!("Basic {} from the client", STANDARD.encode(format!("user:{secret}")))
    }),
    ("a pair", |secret| format!("login failed: user=ada password={secret}")),
    ("a pair in JSON", |secret| format!("got {{\"user\":\"ada\",\"client_secret\":\"{secret}\"}}")),
    ("the password of a URL", |secret| format!("cannot reach https://user:{secret}@host.example/path")),
    ("the password of a database", |secret| format!("connect to postgres://app:{secret}@db:5432/app failed")),
    ("a query", |secret| format!("GET https://host.example/v1?page=2&api_key={secret}&x=1")),
    ("the end of a query", |secret| format!("/v1/users?access_token={secret}")),
    ("a token of GitHub", |secret| format!("token ghp_{secret}Ab3dEf6hIj9L refused")),
    ("a token of Slack", |secret| format!("slack: xoxb-123456789012-{secret}")),
    ("a key of Stripe", |secret| format!("charge with sk_live_{secret} failed")),
    ("a key of Google", |secret| format!("key=AIza{secret}Ab3dEf6hIj9")),
    ("the signature of a JWT", |secret| {
        format!("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.{secret}AAAAAAAA")
    }),
    ("a private key", |secret| {
        format!("-----BEGIN PRIVATE KEY-----\n{secret}AAAAAAAA\n{secret}\n-----END PRIVATE KEY-----")
    }),
];

/// An error that tells too much, about itself or about its source.
#[derive(Debug)]
struct Failed(String, Option<Box<Failed>>);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Failed {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.1.as_ref().map(|source| &**source as &dyn Error)
    }
}

#[derive(LogValue)]
struct Plain {
    leaf: String,
}

#[derive(LogValue)]
enum Step {
    Said(String),
    Pair(u64, String),
    Named { leaf: String },
}

#[derive(LogEvent)]
#[log(name = "canary.free", message = "{case} {inner}")]
struct Free<T: LogValue> {
    case: u64,
    inner: T,
    control: String,
}

/// An event with a text in it, for each of the texts. What is expected is that something was replaced, wherever it stands.
macro_rules! free {
    ($cases:ident; $( $name:literal $at:literal |$text:ident| $make:expr; )*) => { $(
        for (what, around) in TEXTS {
            let row = Row { shown: 0, expect: Expect::Scanned };
            $cases.text(format!("{what} in {}, derived", $name), row, $at, move |logger, secret, Marks { case, control }| {
                let $text = around(secret);
                log_event!(logger: logger, Free { case, inner: $make, control });
            });
        }
    )* };
}

/// The same under an attribute.
macro_rules! printed {
    ($cases:ident; $( [$($attr:tt)*] $ty:ty, |$text:ident| $make:expr; )*) => { $(
        for (what, around) in TEXTS {
            #[derive(LogEvent)]
            #[log(name = "canary.printed", message = "{case} {inner}")]
            struct Printed {
                case: u64,
                #[log($($attr)*)]
                inner: $ty,
                control: String,
            }
            let row = Row { shown: 0, expect: Expect::Scanned };
            let label = |form| format!("{what} by {} in {}, {form}", stringify!($($attr)*), stringify!($ty));
            $cases.text(label("derived"), row, "/inner", move |logger, secret, Marks { case, control }| {
                let $text = around(secret);
                log_event!(logger: logger, Printed { case, inner: $make, control });
            });
            $cases.text(label("inline"), row, "/inner", move |logger, secret, Marks { case, control }| {
                let $text = around(secret);
                let made: $ty = $make;
                log_event!(
                    logger: logger, name: "canary.printed", info, "{inner}", case, #[log($($attr)*)] inner = made, control
                );
            });
        }
    )* };
}

pub(super) fn add(cases: &mut Cases) {
    free! { cases;
        "a text" "/inner" |text| text;
        "a borrowed text" "/inner" |text| text.as_str();
        "a cow" "/inner" |text| Cow::Borrowed(text.as_str());
        "an option" "/inner" |text| Some(text);
        "a list" "/inner/1" |text| vec![String::new(), text];
        "a struct" "/inner/leaf" |text| Plain { leaf: text };
        "a newtype variant" "/inner/Said" |text| Step::Said(text);
        "a tuple variant" "/inner/Pair/1" |text| Step::Pair(1, text);
        "a struct variant" "/inner/Named/leaf" |text| Step::Named { leaf: text };
        "a tuple" "/inner/1" |text| (1, text);
        "a map" "/inner/note" |text| BTreeMap::from([("note", text)]);
        "a document" "/inner/notes/0" |text| json!({"notes": [text]});
        "a path" "/inner" |text| std::path::PathBuf::from(text);
    }
    printed! { cases;
        [error] Failed, |text| Failed(text, None);
        [error] Box<dyn Error + Send + Sync>, |text| Box::new(Failed(text, None));
        [error] Option<Box<dyn Error>>, |text| Some(Box::new(Failed(text, None)));
        [error] std::io::Error, |text| std::io::Error::other(Failed(text, None));
        [error] Failed, |text| Failed("outer".into(), Some(Box::new(Failed("inner".into(), Some(Box::new(Failed(text, None)))))));
        [display, allow = "a text for people"] String, |text| text;
        [debug, allow = "a text for people"] String, |text| text;
        [debug, allow = "a text for people"] Option<Failed>, |text| Some(Failed(text, None));
        [truncate(500)] String, |text| text;
        [internal] String, |text| text;
    }
}
