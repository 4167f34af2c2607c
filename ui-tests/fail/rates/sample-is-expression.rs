//! A sample that is an expression.
use blackbar::log_event;

fn main() {
    log_event!(sample: 2 * 5, info, "polled");
}
