//! The leaf itself: each disposition on each type that holds one text, one number or some bytes, in a derived and in an
//! inline event.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use blackbar::{LogEvent, Secret, log_event};
use secrecy::{SecretBox, SecretString};

use super::case::{Cases, Expect, Marks, Row};

type Alias = Option<Secret<String>>;

/// Each disposition on each shape. A row: the attributes, the message, how much may be shown, what is expected.
macro_rules! cross {
    ($cases:ident.$kind:ident; $( [$($attr:tt)*] $message:tt $shown:literal $expect:ident )* ; $shapes:tt) => { $(
        row!($cases.$kind; [$($attr)*] $message $shown $expect; $shapes);
    )* };
}

macro_rules! row {
    ($cases:ident.$kind:ident; $attr:tt $message:tt $shown:literal $expect:ident;
        { $( $ty:ty = $make:expr; )* }) => { $(
        leaf!($cases.$kind; $attr $message $shown $expect; $ty; $make);
    )* };
}

macro_rules! leaf {
    ($cases:ident.$kind:ident; [$($attr:tt)*] $message:tt $shown:literal $expect:ident; $ty:ty; $make:expr) => {{
        #[derive(LogEvent)]
        #[log(name = "canary.leaf", message = $message)]
        struct Leaf {
            case: u64,
            #[log($($attr)*)]
            leaf: $ty,
            control: String,
        }
        let row = Row { shown: $shown, expect: Expect::$expect };
        let label = |form| format!("{} of {}, {form}", stringify!($($attr)*), stringify!($ty));
        $cases.$kind(label("derived"), row, "/leaf", |logger, secret, Marks { case, control }| {
            let make: fn(_) -> $ty = $make;
            log_event!(logger: logger, Leaf { case, leaf: make(secret), control });
        });
        $cases.$kind(label("inline"), row, "/leaf", |logger, secret, Marks { case, control }| {
            let make: fn(_) -> $ty = $make;
            let made = make(secret);
            log_event!(logger: logger, name: "canary.leaf", info, $message, case, #[log($($attr)*)] leaf = made, control);
        });
    }};
}

pub(super) fn add(cases: &mut Cases) {
    texts(cases);
    plain_texts(cases);
    bytes(cases);
    numbers(cases);
}

/// What takes every text, wrapped as a secret or not.
fn texts(cases: &mut Cases) {
    cross! { cases.text;
        [skip] "{case} {control}" 0 Absent
        [redact] "{case} {leaf} {control}" 0 Placeholder
        [mask(last = 4)] "{case} {leaf} {control}" 4 Masked
        [hash] "{case} {leaf} {control}" 0 Hashed
        [len] "{case} {leaf} {control}" 0 Length
        [pii] "{case} {leaf} {control}" 0 Hashed
        [secret] "{case} {leaf} {control}" 0 Placeholder;
        {
            String = |text: &str| text.to_owned();
            &'static str = |text| text;
            Cow<'static, str> = Cow::Borrowed;
            Box<str> = |text: &str| text.into();
            Rc<str> = |text: &str| text.into();
            Arc<str> = |text: &str| text.into();
            Box<Cow<'static, str>> = |text| Box::new(Cow::Owned(String::from(text)));
            Option<String> = |text: &str| Some(text.to_owned());
            Option<&'static str> = Some;
            Option<Arc<str>> = |text: &str| Some(text.into());
            Secret<String> = |text: &str| Secret::new(text.to_owned());
            Alias = |text: &str| Some(Secret::new(text.to_owned()));
            Arc<Secret<String>> = |text: &str| Arc::new(Secret::new(text.to_owned()));
            Option<Box<Secret<String>>> = |text: &str| Some(Box::new(Secret::new(text.to_owned())));
            Secret<Option<String>> = |text: &str| Secret::new(Some(text.to_owned()));
            SecretString = |text: &str| SecretString::from(text);
            Option<SecretBox<String>> = |text: &str| Some(SecretBox::new(Box::new(text.to_owned())));
        }
    }
    cross! { cases.text;
        [mask(first = 2, last = 3)] "{case} {leaf} {control}" 3 Masked
        [hash(domain = "person")] "{case} {leaf} {control}" 0 Hashed
        [pii, skip] "{case} {control}" 0 Absent
        [pii, redact] "{case} {leaf} {control}" 0 Placeholder
        [pii, mask(last = 4)] "{case} {leaf} {control}" 4 Masked
        [pii, len] "{case} {leaf} {control}" 0 Length
        [secret, skip] "{case} {control}" 0 Absent
        [secret, hash] "{case} {leaf} {control}" 0 Hashed
        [secret, len] "{case} {leaf} {control}" 0 Length
        [secret, mask(last = 4), allow = "the last four stand on the receipt"] "{case} {leaf} {control}" 4 Masked;
        {
            &'static str = |text| text;
            Alias = |text: &str| Some(Secret::new(text.to_owned()));
        }
    }
}

/// What shows a part of the value, or the value to those who may see it: no secrets.
fn plain_texts(cases: &mut Cases) {
    cross! { cases.text;
        [truncate(4)] "{case} {leaf} {control}" 4 Cut
        [pii, truncate(4), allow = "support knows people by it"] "{case} {leaf} {control}" 0 Placeholder
        [pii, allow = "support knows people by it"] "{case} {leaf} {control}" 0 Placeholder
        [pii, display, allow = "support knows people by it"] "{case} {leaf} {control}" 0 Placeholder
        [pii, debug, allow = "support knows people by it"] "{case} {leaf} {control}" 0 Placeholder;
        {
            String = |text: &str| text.to_owned();
            &'static str = |text| text;
            Cow<'static, str> = Cow::Borrowed;
            Box<str> = |text: &str| text.into();
            Arc<str> = |text: &str| text.into();
        }
    }
    cross! { cases.text;
        [truncate(4)] "{case} {leaf} {control}" 4 Cut
        [pii, truncate(4), allow = "support knows people by it"] "{case} {leaf} {control}" 0 Placeholder
        [pii, allow = "support knows people by it"] "{case} {leaf} {control}" 0 Placeholder
        [pii, debug, allow = "support knows people by it"] "{case} {leaf} {control}" 0 Placeholder;
        {
            Option<String> = |text: &str| Some(text.to_owned());
            Option<&'static str> = Some;
        }
    }
}

fn bytes(cases: &mut Cases) {
    fn array(text: &str) -> [u8; 24] {
        text.as_bytes().try_into().expect("a canary has 24 characters")
    }
    cross! { cases.text;
        [skip] "{case} {control}" 0 Absent
        [redact] "{case} {leaf} {control}" 0 Placeholder
        [hash] "{case} {leaf} {control}" 0 Hashed
        [len] "{case} {leaf} {control}" 0 Length
        [pii] "{case} {leaf} {control}" 0 Hashed
        [secret] "{case} {leaf} {control}" 0 Placeholder;
        {
            Vec<u8> = |text: &str| text.as_bytes().to_vec();
            &'static [u8] = |text: &'static str| text.as_bytes();
            [u8; 24] = array;
            Box<[u8]> = |text: &str| text.as_bytes().into();
            Option<Vec<u8>> = |text: &str| Some(text.as_bytes().to_vec());
            Secret<Vec<u8>> = |text: &str| Secret::new(text.as_bytes().to_vec());
            Option<Secret<[u8; 24]>> = |text: &str| Some(Secret::new(array(text)));
        }
    }
}

fn numbers(cases: &mut Cases) {
    cross! { cases.number;
        [skip] "{case} {control}" 0 Absent
        [redact] "{case} {leaf} {control}" 0 Placeholder
        [mask(last = 4)] "{case} {leaf} {control}" 4 Masked
        [hash] "{case} {leaf} {control}" 0 Hashed
        [pii] "{case} {leaf} {control}" 0 Hashed
        [secret] "{case} {leaf} {control}" 0 Placeholder;
        {
            u64 = |number| number;
            u128 = |number: u64| number.into();
            i64 = |number: u64| number.cast_signed();
            &'static u64 = |number| Box::leak(Box::new(number));
            Option<u64> = Some;
            Secret<u64> = Secret::new;
            Option<Secret<u64>> = |number| Some(Secret::new(number));
        }
    }
}
