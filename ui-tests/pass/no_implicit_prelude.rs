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
