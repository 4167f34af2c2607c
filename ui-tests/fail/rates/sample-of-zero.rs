//! Every event out of none.
use blackbar::log_event;

fn main() {
    log_event!(sample: 0, info, "polled");
}
