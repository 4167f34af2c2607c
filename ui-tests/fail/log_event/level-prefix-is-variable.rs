//! A variable is no level.
use blackbar::{LogEvent, log_event};

#[derive(LogEvent)]
struct RequestServed {
    status: u16,
}

fn main() {
    let severity = 4;
    log_event!(level: severity, RequestServed { status: severity });
}
