//! What a class says about everything inside of it, and what a function makes of a value.

use std::collections::BTreeMap;

use blackbar::{LogEvent, LogValue, Secret, log_event};

use super::case::{Cases, Expect, Marks, Row};

/// No log form, and nothing that would read it.
struct Opaque {
    _text: &'static str,
}

#[derive(LogValue)]
#[log(class = secret)]
struct Credentials {
    user: String,
    password: Secret<String>,
    opaque: Opaque,
}

#[derive(LogValue)]
#[log(class = secret)]
enum Proof {
    Password(String),
    Signature { key: String, bytes: Vec<u8> },
    Nothing,
}

#[derive(LogValue)]
#[log(class = pii)]
struct Person {
    leaf: String,
    #[log(secret)]
    password: Secret<String>,
    #[log(redact)]
    address: Vec<String>,
}

#[derive(LogValue)]
#[log(class = pii)]
enum Diagnosis {
    Known(String),
}

#[derive(LogValue)]
#[log(class = pii, allow = "doctors read this log")]
enum Finding {
    Known(String),
    Named { leaf: String },
}

/// Without a class of its own.
#[derive(LogValue, Clone)]
struct Plain {
    leaf: String,
}

#[derive(LogValue, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Name(#[log(pii, allow = "support knows people by it")] String);

#[derive(LogValue)]
struct Classed {
    #[log(pii, allow = "support knows people by it")]
    leaf: String,
}

#[derive(LogValue)]
struct Pair(#[log(pii, allow = "support knows people by it")] String, u64);

#[derive(LogValue)]
enum Either {
    One(#[log(pii, allow = "support knows people by it")] String),
    Two(u64, #[log(pii, allow = "support knows people by it")] String),
    Three {
        #[log(pii, allow = "support knows people by it")]
        leaf: String,
    },
}

#[derive(LogEvent)]
#[log(name = "canary.inner", class = pii)]
struct Inner {
    leaf: String,
}

#[derive(LogEvent)]
#[log(name = "canary.flat")]
struct Outer {
    case: u64,
    #[log(flatten)]
    inner: Inner,
    control: String,
}

#[allow(clippy::ptr_arg, reason = "`with` hands over the field as it is")]
fn whole(text: &String) -> &str {
    text
}

#[allow(clippy::ptr_arg, reason = "`with` hands over the field as it is")]
fn loud(text: &String) -> String {
    text.to_uppercase()
}

/// An inline event with a value that says itself what it is.
macro_rules! value {
    ($cases:ident; $( $name:literal $expect:ident $at:literal |$text:ident| $make:expr; )*) => { $(
        let row = Row { shown: 0, expect: Expect::$expect };
        $cases.text(concat!($name, ", by its class").to_owned(), row, $at, |logger, $text, Marks { case, control }| {
            let made = $make;
            log_event!(logger: logger, name: "canary.classed", info, "{inner}", case, inner = made, control);
        });
    )* };
}

/// An inline event with attributes at the argument.
macro_rules! argument {
    ($cases:ident; $( [$($attr:tt)*] $name:literal $expect:ident $at:literal |$text:ident| $make:expr; )*) => { $(
        let row = Row { shown: 0, expect: Expect::$expect };
        let label = format!("{}, {}", stringify!($($attr)*), $name);
        $cases.text(label, row, $at, |logger, $text, Marks { case, control }| {
            let made = $make;
            log_event!(logger: logger, name: "canary.argument", info, "{inner}", case, #[log($($attr)*)] inner = made, control);
        });
    )* };
}

pub(super) fn add(cases: &mut Cases) {
    value! { cases;
        "a struct of class secret" Placeholder "/inner" |text| Credentials {
            user: text.to_owned(), password: Secret::new(text.to_owned()), opaque: Opaque { _text: text },
        };
        "an enum of class secret, newtype" Placeholder "/inner" |text| Proof::Password(text.to_owned());
        "an enum of class secret, struct" Placeholder "/inner" |text| {
            let _other = Proof::Nothing;
            Proof::Signature { key: text.to_owned(), bytes: text.as_bytes().to_vec() }
        };
        "a struct of class pii" Hashed "/inner/leaf" |text| person(text);
        "a list of structs of class pii" Hashed "/inner/0/leaf" |text| [person(text)];
        "an enum of class pii" Placeholder "/inner" |text| Diagnosis::Known(text.to_owned());
        "an enum of class pii with a reason" Placeholder "/inner" |text| Finding::Known(text.to_owned());
        "a struct variant of class pii with a reason" Placeholder "/inner" |text| Finding::Named { leaf: text.to_owned() };
        "a map of variants of class pii with a reason" Placeholder "/inner/key" |text| {
            BTreeMap::from([("key", Finding::Known(text.to_owned()))])
        };
        "a field of class pii with a reason" Placeholder "/inner/leaf" |text| Classed { leaf: text.to_owned() };
        "a list of fields of class pii" Placeholder "/inner/0/leaf" |text| [Classed { leaf: text.to_owned() }];
        "a part of class pii with a reason" Placeholder "/inner/0" |text| Pair(text.to_owned(), 1);
        "a newtype of class pii with a reason" Placeholder "/inner" |text| Name(text.to_owned());
        "a list of newtypes of class pii" Placeholder "/inner/0" |text| [Name(text.to_owned())];
        "an option of a newtype of class pii" Placeholder "/inner" |text| Some(Name(text.to_owned()));
        "a newtype variant of class pii" Placeholder "/inner/One" |text| Either::One(text.to_owned());
        "a tuple variant of class pii" Placeholder "/inner/Two/1" |text| Either::Two(1, text.to_owned());
        "a struct variant of class pii" Placeholder "/inner/Three/leaf" |text| Either::Three { leaf: text.to_owned() };
    }
    argument! { cases;
        [pii, allow = "support knows people by it"] "a struct" Placeholder "/inner" |text| plain(text);
        [pii, allow = "support knows people by it"] "a list of structs" Placeholder "/inner" |text| vec![plain(text)];
        [pii, allow = "support knows people by it"] "a map" Placeholder "/inner" |text| {
            BTreeMap::from([(text, plain(text))])
        };
        [pii, allow = "support knows people by it"] "an option" Placeholder "/inner" |text| Some(plain(text));
        [secret] "a type without a log form" Placeholder "/inner" |text| Opaque { _text: text };
        [secret] "a list" Placeholder "/inner" |text| vec![text; 3];
        [redact] "a map" Placeholder "/inner" |text| BTreeMap::from([(text, text)]);
        [pii, with = whole] "what borrows" Placeholder "/inner" |text| text.to_owned();
        [pii, with = loud] "what is made" Placeholder "/inner" |text| text.to_owned();
        [secret, redact] "a struct" Placeholder "/inner" |text| plain(text);
    }
    let row = Row { shown: 0, expect: Expect::Hashed };
    cases.text(
        "a flattened event of class pii".to_owned(),
        row,
        "/leaf",
        |logger, secret, Marks { case, control }| {
            log_event!(logger: logger, Outer { case, inner: Inner { leaf: secret.to_owned() }, control });
        },
    );
}

fn plain(text: &str) -> Plain {
    Plain { leaf: text.to_owned() }
}

fn person(text: &str) -> Person {
    let address = vec![text.to_owned()];
    Person { leaf: text.to_owned(), password: Secret::new(text.to_owned()), address }
}
