//! One rate twice before one call.
use blackbar::log_event;

fn main() {
    log_event!(sample: 2, sample: 3, info, "polled");
}
