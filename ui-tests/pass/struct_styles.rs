//! Unit, tuple and empty structs; every style of value.
use blackbar::{LogEvent, LogValue, log_event};
use std::collections::HashMap;

#[derive(LogEvent)]
#[log(name = "app.started", level = critical, target = "app", message = "started", class = pii)]
struct Started;

#[derive(LogEvent)]
#[log(message = "{0} of {1}", rename_all = "camelCase")]
struct Pair(u64, #[log(rename = "second")] &'static str, #[log(skip)] u8);

#[derive(LogEvent)]
struct Empty {}

#[derive(LogValue)]
struct Unit;

#[derive(LogValue)]
struct Point(i32, #[log(skip)] i32, #[log(redact)] i32);

#[derive(LogValue)]
#[log(rename_all = "SCREAMING-KEBAB-CASE", class = secret)]
struct Named {
    first_word: u64,
    #[log(rename = "other", doc = "billing")]
    second_word: Unit,
}

#[derive(LogValue)]
#[log(transparent)]
struct Wrapper {
    inside: u64,
}

#[derive(LogValue, PartialEq, Eq, Hash)]
#[log(rename_all = "kebab-case")]
enum Kind {
    FirstKind,
    #[log(rename = "2nd")]
    SecondKind,
}

#[derive(LogValue, PartialEq, Eq, Hash)]
struct Key(String);

#[derive(LogValue)]
enum Never {}

pub(crate) fn main() {
    log_event!(Started);
    log_event!(Pair(1, "x", 2));
    log_event!(Empty {});
    log_event!(info, "x", a = Unit, b = Point(1, 2, 3), c = Wrapper { inside: 1 });
    log_event!(info, "x", a = Named { first_word: 1, second_word: Unit });
    log_event!(info, "x", a = HashMap::from([(Kind::FirstKind, 1), (Kind::SecondKind, 2)]));
    log_event!(info, "x", a = HashMap::from([(Key(String::new()), None::<Never>)]));
}
