//! The word, not the type's variant.
use blackbar::{LogEvent, log_event};

#[derive(LogEvent)]
struct RequestServed {
    status: u16,
}

fn main() {
    log_event!(level: blackbar::Level::Warn, RequestServed { status: 503 });
}
