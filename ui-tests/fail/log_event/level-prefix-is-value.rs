//! A level of a call is a word, so that a filter can go by it before there is an event.
use blackbar::{LogEvent, log_event};

#[derive(LogEvent)]
struct RequestServed {
    status: u16,
}

fn main() {
    let served = RequestServed { status: 503 };
    log_event!(level: if served.status < 500 { Level::Info } else { Level::Error }, served);
}
