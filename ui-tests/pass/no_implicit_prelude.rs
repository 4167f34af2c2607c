//! Expansions name nothing by way of the prelude.
#![no_implicit_prelude]
#![deny(warnings)]

#[derive(::blackbar::LogEvent)]
#[log(message = "{id} {state}")]
struct Seen<'a, T: ::blackbar::LogValue> {
    id: u64,
    state: T,
    #[log(redact)]
    password: ::core::option::Option<&'a str>,
    #[log(skip)]
    cvv: u16,
    token: u32,
}

#[derive(::blackbar::LogEvent)]
struct Disposed<'a, T> {
    #[log(mask(last = 4))]
    masked: &'a str,
    #[log(hash)]
    hashed: ::core::option::Option<&'a str>,
    #[log(len)]
    measured: &'a [T],
    #[log(truncate(8))]
    cut: &'a str,
    #[log(error)]
    cause: ::core::fmt::Error,
    #[log(debug, allow = "state of the loop")]
    debugged: u64,
    #[log(display, allow = "state of the loop")]
    displayed: u64,
    #[log(with = doubled)]
    made: u64,
    #[log(pii)]
    personal: &'a str,
    #[log(secret)]
    kept: &'a str,
}

#[derive(::blackbar::LogValue)]
struct Parts(
    #[log(mask(last = 4))] u64,
    #[log(hash)] u64,
    #[log(with = doubled, pii)] u64,
    #[log(error)] ::core::fmt::Error,
);

fn doubled(number: &u64) -> u64 {
    *number * 2
}

#[derive(::blackbar::LogValue)]
enum State {
    Idle,
    Busy(u64, u64),
    Failed { code: i32 },
}

#[derive(::blackbar::LogValue)]
struct Id(u64);

pub(crate) fn main() {
    for state in [State::Idle, State::Busy(1, 2), State::Failed { code: 3 }] {
        let password = ::core::option::Option::None;
        ::blackbar::log_event!(Seen { id: 7, state, password, cvv: 0, token: 1 });
    }
    ::blackbar::log_event!(Disposed {
        masked: "x",
        hashed: ::core::option::Option::None,
        measured: &[1_u8],
        cut: "x",
        cause: ::core::fmt::Error,
        debugged: 1,
        displayed: 1,
        made: 1,
        personal: "x",
        kept: "x",
    });
    let cause = ::core::fmt::Error;
    ::blackbar::info!(
        "x",
        parts = Parts(1, 2, 3, cause),
        #[log(mask(first = 1, last = 1))]
        masked = "x",
        #[log(hash(domain = "user"))]
        hashed = "x",
        #[log(len)]
        measured = "x",
        #[log(truncate(8))]
        cut = "x",
        #[log(error)]
        cause,
        #[log(debug, allow = "state of the loop")]
        debugged = 1,
        #[log(display, allow = "state of the loop")]
        displayed = 1,
        #[log(with = doubled)]
        made = 1,
        #[log(pii)]
        personal = "x",
        #[log(secret)]
        kept = "x"
    );
    let pw = "x";
    ::blackbar::log_event!(
        info,
        "{a}",
        a = 1,
        b = Id(2),
        token = 3_u64,
        #[log(redact)]
        password = pw
    );
    ::blackbar::info!(
        "x",
        #[log(redact)]
        pw
    );
    if ::blackbar::enabled!(warn) || ::blackbar::enabled!(Seen<'static, State>) {}
}
