//! More than a number can hold.
use blackbar::log_event;

fn main() {
    log_event!(sample: 5_000_000_000, info, "polled");
}
