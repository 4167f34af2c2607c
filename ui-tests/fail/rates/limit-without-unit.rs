//! A limit without a unit.
use blackbar::log_event;

fn main() {
    log_event!(limit: "100", info, "polled");
}
