//! Two rates before one call.
use blackbar::log_event;

fn main() {
    log_event!(once, limit: "1/s", info, "polled");
}
