//! Expansions are clean under lints that a careful crate turns on.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unused_qualifications, single_use_lifetimes, trivial_casts)]
#![deny(missing_debug_implementations, unused_lifetimes, variant_size_differences, elided_lifetimes_in_paths)]

use blackbar::{LogEvent, LogValue, Secret, log_event};

/// An event.
#[derive(LogEvent, Debug)]
#[log(message = "{id}")]
pub(crate) struct Seen {
    /// Its id.
    pub(crate) id: u64,
    #[log(skip)]
    cvv: u16,
    #[log(redact)]
    secret: Secret<String>,
    #[log(redact)]
    #[cfg(any())]
    gone: u64,
    state: State,
    #[log(mask(pan))]
    card: u64,
    #[log(hash)]
    user: &'static str,
    #[log(len)]
    body: Vec<u8>,
    #[log(truncate(8))]
    start: String,
    #[log(error)]
    cause: std::fmt::Error,
    #[log(debug, allow = "state of the loop")]
    debugged: Option<u64>,
    #[log(display, allow = "state of the loop")]
    displayed: Option<u64>,
    #[log(with = str::len)]
    made: String,
}

/// All of it is hidden.
#[derive(LogValue, Debug)]
#[log(class = secret)]
pub(crate) struct Hidden {
    inside: u64,
}

/// Which one is hidden.
#[derive(LogValue, Debug)]
#[log(class = pii)]
pub(crate) enum Diagnosis {
    /// Nothing.
    Healthy,
    /// Something.
    Other(String),
}

#[derive(LogValue, Debug)]
enum State {
    Idle,
    Busy {
        since: u64,
        #[log(skip)]
        pin: u16,
    },
}

pub(crate) fn main() {
    for state in [State::Idle, State::Busy { since: 1, pin: 2 }] {
        log_event!(Seen {
            id: 1,
            cvv: 1,
            secret: Secret::new(String::new()),
            state,
            card: 1,
            user: "x",
            body: vec![],
            start: String::new(),
            cause: std::fmt::Error,
            debugged: None,
            displayed: None,
            made: String::new()
        });
    }
    let unused_elsewhere = 1;
    log_event!(
        info,
        "{a}",
        a = unused_elsewhere,
        b = "x",
        c = Hidden { inside: 1 },
        d = [Diagnosis::Healthy, Diagnosis::Other(String::new())]
    );
    log_event!(
        info,
        "x",
        #[log(hash)]
        user = unused_elsewhere,
        #[log(with = str::len)]
        made = String::from("x"),
        #[log(error)]
        cause = std::fmt::Error
    );
}
