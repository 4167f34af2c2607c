//! A sample that is a text.
use blackbar::log_event;

fn main() {
    log_event!(sample: "10", info, "polled");
}
