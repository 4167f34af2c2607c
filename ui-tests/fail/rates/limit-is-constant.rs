//! A limit that is an expression.
use blackbar::log_event;

const LIMIT: &str = "100/s";

fn main() {
    log_event!(limit: LIMIT, info, "polled");
}
