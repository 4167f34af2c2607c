//! A limit that lets nothing through.
use blackbar::log_event;

fn main() {
    log_event!(limit: "0/s", info, "polled");
}
