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
struct Masked;
struct Hashed;
struct Disposition;
struct __HASHING;
fn drop() {}
type str = u8;
type u64 = u32;
type bool = u8;

#[derive(LogEvent)]
struct Seen<'a> {
    id: u64,
    flag: bool,
    #[log(redact)]
    secret: &'a str,
    #[log(mask(last = 1))]
    masked: &'a u64,
    #[log(hash)]
    hashed: u64,
    #[log(debug, allow = "state of the loop")]
    debugged: &'a str,
    #[log(with = doubled)]
    made: u64,
    #[log(flatten)]
    inner: Inner,
}

fn doubled(number: &u64) -> u64 {
    *number * 2
}

#[derive(LogValue)]
struct Number(#[log(hash)] u64, #[log(truncate(1))] String);

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
    log_event!(Seen {
        id: 1,
        flag: 0,
        secret: &1,
        masked: &1,
        hashed: 1,
        debugged: &1,
        made: 1,
        inner: Inner { state: State::Some(2) }
    });
    log_event!(info, "{a} {b} {c}", a = __event, b = __phantom, c = __value0, d = State::None);
    log_event!(
        info,
        "x",
        #[log(mask(last = 1))]
        a = __event,
        #[log(hash)]
        b = __phantom,
        #[log(with = doubled)]
        c = 1,
        d = Number(1, String::new())
    );
    let _ = enabled!(info);
}
