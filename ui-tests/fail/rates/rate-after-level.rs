//! A rate behind the level.
use blackbar::log_event;

fn main() {
    log_event!(info, sample: 10, "polled");
    log_event!(info, once, "polled");
}
