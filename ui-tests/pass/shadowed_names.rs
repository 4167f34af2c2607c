//! The user's own `Result`, `Some`, `core`, `std` and `blackbar` change nothing.
#![allow(dead_code, non_camel_case_types)]

use ::blackbar::{LogEvent, LogValue, enabled, log_event};

mod core {}
mod std {}
mod blackbar {}
struct Option;
struct Some;
struct None;
struct Result;
struct Ok;
struct Sized;
struct Schema;
struct Field;
struct __Event;
type u64 = u32;
type bool = u8;

#[derive(LogEvent)]
struct Seen<'a> {
    id: u64,
    flag: bool,
    #[log(redact)]
    secret: &'a str,
    #[log(flatten)]
    inner: Inner,
}

#[derive(LogEvent)]
struct Inner {
    state: State,
}

#[derive(LogValue)]
enum State {
    Some(u64),
    None,
}

pub(crate) fn main() {
    let __event = 1;
    let __phantom = 2;
    let __value0 = 3;
    log_event!(Seen { id: 1, flag: 0, secret: "x", inner: Inner { state: State::Some(2) } });
    log_event!(info, "{a} {b} {c}", a = __event, b = __phantom, c = __value0, d = State::None);
    let _ = enabled!(info);
}
