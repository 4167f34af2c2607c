//! Events inside of events, with generics and lifetimes.
use blackbar::{LogEvent, LogValue, log_event};

#[derive(LogEvent)]
struct Request<'a> {
    method: &'a str,
    #[log(redact)]
    authorization: &'a str,
}

#[derive(LogEvent)]
struct Timing {
    elapsed: std::time::Duration,
    #[log(skip)]
    method: u8,
}

#[derive(LogEvent)]
#[log(message = "{status}")]
struct Answered<'a, T: LogValue> {
    status: T,
    #[log(flatten)]
    request: &'a Request<'a>,
    #[log(flatten)]
    timing: Timing,
}

#[derive(LogEvent)]
struct Plain {
    #[log(flatten)]
    timing: Timing,
    method: u64,
}

pub(crate) fn main() {
    let request = Request { method: "GET", authorization: "x" };
    let timing = || Timing { elapsed: Default::default(), method: 1 };
    log_event!(Answered { status: 200_u16, request: &request, timing: timing() });
    log_event!(Plain { timing: timing(), method: 1 });
}
