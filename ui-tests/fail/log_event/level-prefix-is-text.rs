//! The word, without quotes.
use blackbar::{LogEvent, log_event};

#[derive(LogEvent)]
struct RequestServed {
    status: u16,
}

fn main() {
    log_event!(level: "warn", RequestServed { status: 503 });
}
