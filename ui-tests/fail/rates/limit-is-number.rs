//! A limit that is no text.
use blackbar::log_event;

fn main() {
    log_event!(limit: 100, info, "polled");
}
