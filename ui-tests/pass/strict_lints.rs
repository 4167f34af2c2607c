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
        log_event!(Seen { id: 1, cvv: 1, secret: Secret::new(String::new()), state });
    }
    let unused_elsewhere = 1;
    log_event!(info, "{a}", a = unused_elsewhere, b = "x");
}
