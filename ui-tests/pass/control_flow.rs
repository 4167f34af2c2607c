//! `?`, `.await`, `return`, `break` and `continue` work in arguments; futures stay `Send`.
#![deny(warnings)]
use blackbar::{LogEvent, log_event};

#[derive(LogEvent)]
struct Parsed {
    number: u64,
}

async fn number() -> Result<u64, std::num::ParseIntError> {
    "7".parse()
}

async fn in_async() -> Result<(), std::num::ParseIntError> {
    log_event!(Parsed { number: number().await? });
    log_event!(info, "{a}", a = number().await?, b = "8".parse::<u64>()?);
    Ok(())
}

fn in_function(flag: Option<u64>) -> Option<u64> {
    log_event!(Parsed { number: flag? });
    log_event!(info, "x", a = if flag == Some(1) { 1 } else { return None });
    for n in 0..3_u64 {
        log_event!(info, "x", a = if n == 1 { continue } else { n }, b = if n == 2 { break } else { n });
    }
    flag
}

fn assert_send<T: Send>(_: T) {}

pub(crate) fn main() {
    assert_send(in_async());
    in_function(Some(1));
    let closure = |n: u64| log_event!(info, "x", n);
    closure(1);
    match std::env::args().count() {
        1 => log_event!(Parsed { number: 1 }),
        _ => log_event!(Parsed { number: 2 }),
    }
}
