//! A unit written out.
use blackbar::log_event;

fn main() {
    log_event!(limit: "10/minute", info, "polled");
}
