//! A limit in a unit that there is not.
use blackbar::log_event;

fn main() {
    log_event!(limit: "10/fortnight", info, "polled");
}
