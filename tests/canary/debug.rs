//! What the derived `Debug` prints of values that must not be seen.

use std::collections::BTreeMap;
use std::sync::Arc;

use blackbar::{LogEvent, LogValue, Secret};

use crate::search::{Search, make};

/// Everything that `Debug` prints of a value, and that what is clear is in it.
#[track_caller]
fn is_clean(canary: &str, value: &dyn std::fmt::Debug) {
    let mut search = Search::default();
    search.plant("value", canary, &["leaf"]);
    let printed = format!("{value:?}\n{value:#?}");
    assert!(printed.contains("clear"), "{printed}");
    search.assert_clean("Debug", printed.as_bytes());
}

macro_rules! prints {
    ($name:ident; $( [$($attr:tt)*] )*) => {
        #[test]
        fn $name() {
            let canary = make::text(1);
            let clear = String::from("clear");
            $( {
                #[derive(LogEvent, blackbar::Debug)]
                struct Event<T: LogValue> {
                    clear: T,
                    #[log($($attr)*)]
                    leaf: String,
                    #[log($($attr)*)]
                    other: Option<Arc<str>>,
                }
                #[derive(LogValue, blackbar::Debug)]
                struct Pair(String, #[log($($attr)*)] String);
                #[derive(LogValue, blackbar::Debug)]
                enum Either {
                    One(String, #[log($($attr)*)] String),
                    Two { clear: String, #[log($($attr)*)] leaf: String },
                }
                let (leaf, clear) = (canary.clone(), clear.clone());
                is_clean(&canary, &Pair(clear.clone(), leaf.clone()));
                is_clean(&canary, &Either::One(clear.clone(), leaf.clone()));
                is_clean(&canary, &Either::Two { clear: clear.clone(), leaf: leaf.clone() });
                let nested = vec![Either::Two { clear, leaf: leaf.clone() }];
                is_clean(&canary, &Event { clear: nested, leaf: leaf.clone(), other: Some(leaf.into()) });
            } )*
        }
    };
}

prints! { a_field_that_is_not_logged_as_it_is_is_not_printed;
    [skip] [redact] [mask(last = 4)] [hash] [hash(domain = "person")] [len] [pii] [secret] [secret, hash] [pii, len]
}

#[derive(LogValue, blackbar::Debug)]
#[log(class = secret)]
struct Whole {
    user: String,
    password: Secret<String>,
    attempts: BTreeMap<String, String>,
}

#[derive(LogValue, blackbar::Debug)]
#[log(class = pii)]
enum Diagnosis {
    Known(String),
}

#[derive(LogEvent, blackbar::Debug)]
struct Seen {
    clear: &'static str,
    whole: Whole,
    diagnosis: Diagnosis,
}

#[test]
fn a_type_with_a_class_prints_nothing_of_what_is_inside() {
    let canary = make::text(2);
    let attempts = BTreeMap::from([(canary.clone(), canary.clone())]);
    let whole = Whole { user: canary.clone(), password: Secret::new(canary.clone()), attempts };
    is_clean(&canary, &Seen { clear: "clear", whole, diagnosis: Diagnosis::Known(canary.clone()) });
}
