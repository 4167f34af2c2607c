//! One event has one level.
use blackbar::{LogEvent, log_event};

#[derive(LogEvent)]
struct RequestServed {
    status: u16,
}

fn main() {
    log_event!(level: warn, level: error, RequestServed { status: 503 });
}
