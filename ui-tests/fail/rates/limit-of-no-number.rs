//! Neither a number nor a unit.
use blackbar::log_event;

fn main() {
    log_event!(limit: "many/day", info, "polled");
}
