//! Blackbar writes some keys itself, in contexts two more than in events.
use blackbar::LogContext;

#[derive(LogContext)]
struct Request {
    trace_id: u64,
    level: u8,
}

fn main() {
    let _inside = blackbar::context! { span_id = 7, step = 1, step = 2 }.enter();
}
