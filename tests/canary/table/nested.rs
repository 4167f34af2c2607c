//! The leaf inside of something: structs, tuples, newtypes, enums, collections, flattened and generic types.

use std::collections::{BTreeMap, VecDeque};

use blackbar::{LogEvent, LogValue, Secret, log_event};

use super::case::{Cases, Expect, Marks, Row};

/// Each disposition in each container around one type.
macro_rules! containers {
    ($cases:ident; $ty:ty = $make:expr; $( [$($attr:tt)*] $shown:literal $expect:ident )*) => { $(
        container!($cases; [$($attr)*] $shown $expect; $ty; $make);
    )* };
}

macro_rules! container {
    ($cases:ident; [$($attr:tt)*] $shown:literal $expect:ident; $ty:ty; $make:expr) => {{
        #[derive(LogValue)]
        struct Named {
            before: u64,
            #[log($($attr)*)]
            leaf: $ty,
            after: u64,
        }
        #[derive(LogValue)]
        struct Pair(#[log($($attr)*)] $ty, u64);
        #[derive(LogValue)]
        struct Generic<T: LogValue> {
            #[log($($attr)*)]
            leaf: $ty,
            other: T,
        }
        #[derive(LogValue)]
        enum Either {
            Two(u64, #[log($($attr)*)] $ty),
            Three { before: u64, #[log($($attr)*)] leaf: $ty },
        }
        #[derive(LogEvent)]
        #[log(name = "canary.inner")]
        struct Inner {
            before: u64,
            #[log($($attr)*)]
            leaf: $ty,
        }
        #[derive(LogEvent)]
        #[log(name = "canary.flat")]
        struct Flat {
            case: u64,
            #[log(flatten)]
            inner: Inner,
            control: String,
        }
        #[derive(LogEvent)]
        #[log(name = "canary.generic", message = "{inner}")]
        struct GenericEvent<T: LogValue> {
            case: u64,
            inner: T,
            control: String,
        }

        fn make(text: &'static str) -> $ty {
            let make: fn(&'static str) -> $ty = $make;
            make(text)
        }
        fn named(text: &'static str) -> Named {
            Named { before: 1, leaf: make(text), after: 2 }
        }
        let row = Row { shown: $shown, expect: Expect::$expect };
        let label = |inside| format!("{} of {} in {inside}", stringify!($($attr)*), stringify!($ty));
        let mut flat = |inside, at, log: fn(&blackbar::Logger, &'static str, Marks)| {
            $cases.text(label(inside), row, at, log);
        };
        flat("a flattened struct", "/leaf", |logger, secret, Marks { case, control }| {
            log_event!(logger: logger, Flat { case, inner: Inner { before: 1, leaf: make(secret) }, control });
        });
        flat("a generic event", "/inner/0/leaf", |logger, secret, Marks { case, control }| {
            log_event!(logger: logger, GenericEvent { case, inner: vec![named(secret)], control });
        });
        inside!(flat "a struct" "/inner/leaf", |text| named(text));
        inside!(flat "a box" "/inner/leaf", |text| Box::new(named(text)));
        inside!(flat "a list" "/inner/1/leaf", |text| vec![named(text), named(text)]);
        inside!(flat "an array" "/inner/0/leaf", |text| [named(text)]);
        inside!(flat "a queue" "/inner/0/leaf", |text| VecDeque::from([named(text)]));
        inside!(flat "an option" "/inner/leaf", |text| Some(named(text)));
        inside!(flat "a map" "/inner/key/leaf", |text| BTreeMap::from([("key", named(text))]));
        inside!(flat "a tuple" "/inner/1/leaf", |text| (1, named(text)));
        inside!(flat "a generic struct" "/inner/other/leaf", |text| Generic { leaf: make(text), other: named(text) });
        inside!(flat "a struct variant" "/inner/Three/leaf", |text| Either::Three { before: 1, leaf: make(text) });
        inside!(flat "a list of variants" "/inner/1/Three/leaf", |text| {
            [None, Some(Either::Three { before: 1, leaf: make(text) })]
        });
        tuple!(flat $expect, Pair, Either, make);
        alone!(flat $expect, [$($attr)*], $ty, make);
    }};
}

/// An inline event around the value.
macro_rules! inside {
    ($add:ident $name:literal $at:literal, |$text:ident| $make:expr) => {
        $add($name, $at, |logger, $text, Marks { case, control }| {
            log_event!(logger: logger, name: "canary.nested", info, "{inner}", case, inner = $make, control);
        });
    };
}

/// What is left out of a tuple leaves no place.
macro_rules! tuple {
    ($add:ident Absent, $pair:ident, $either:ident, $make:ident) => {
        inside!($add "a pair" "/inner/1", |text| $pair($make(text), 1));
        inside!($add "a tuple variant" "/inner/Two/1", |text| $either::Two(1, $make(text)));
    };
    ($add:ident $expect:ident, $pair:ident, $either:ident, $make:ident) => {
        inside!($add "a pair" "/inner/0", |text| $pair($make(text), 1));
        inside!($add "a tuple variant" "/inner/Two/1", |text| $either::Two(1, $make(text)));
    };
}

/// What is written as its only field, which cannot be left out.
macro_rules! alone {
    ($add:ident Absent, $attr:tt, $ty:ty, $make:ident) => {};
    ($add:ident $expect:ident, [$($attr:tt)*], $ty:ty, $make:ident) => {
        #[derive(LogValue)]
        struct Newtype(#[log($($attr)*)] $ty);
        #[derive(LogValue)]
        #[log(transparent)]
        struct Transparent {
            #[log($($attr)*)]
            leaf: $ty,
        }
        #[derive(LogValue)]
        enum Only {
            One(#[log($($attr)*)] $ty),
        }
        inside!($add "a newtype" "/inner", |text| Newtype($make(text)));
        inside!($add "a transparent struct" "/inner", |text| Transparent { leaf: $make(text) });
        inside!($add "a list of newtypes" "/inner/0", |text| [Newtype($make(text))]);
        inside!($add "a newtype variant" "/inner/One", |text| Only::One($make(text)));
    };
}

pub(super) fn add(cases: &mut Cases) {
    containers! { cases; String = |text: &str| text.to_owned();
        [skip] 0 Absent
        [redact] 0 Placeholder
        [mask(last = 4)] 4 Masked
        [hash] 0 Hashed
        [hash(domain = "person")] 0 Hashed
        [len] 0 Length
        [pii] 0 Hashed
        [secret] 0 Placeholder
        [pii, allow = "support knows people by it"] 0 Placeholder
    }
    containers! { cases; Option<Secret<String>> = |text: &str| Some(Secret::new(text.to_owned()));
        [redact] 0 Placeholder
        [mask(last = 4)] 4 Masked
        [secret] 0 Placeholder
        [secret, hash] 0 Hashed
    }
}
