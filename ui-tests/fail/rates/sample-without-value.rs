//! A sample of how many.
use blackbar::log_event;

fn main() {
    log_event!(sample, info, "polled");
}
