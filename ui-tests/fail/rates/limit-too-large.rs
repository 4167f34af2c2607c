//! A limit that is none.
use blackbar::log_event;

fn main() {
    log_event!(limit: "5_000_000/s", info, "polled");
}
