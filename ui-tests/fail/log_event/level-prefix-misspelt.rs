//! A word of another logger.
use blackbar::{LogEvent, log_event};

#[derive(LogEvent)]
struct RequestServed {
    status: u16,
}

fn main() {
    log_event!(level: warning, RequestServed { status: 503 });
}
