//! Two contexts are entered one after the other, not one inside of the other.
use blackbar::{LogContext, LogEvent};

#[derive(LogEvent)]
struct Peer {
    port: u16,
}

#[derive(LogContext)]
struct Request {
    request_id: u64,
    #[log(flatten)]
    peer: Peer,
}

fn main() {}
