//! Two levels for one message.
use blackbar::log_event;

fn main() {
    log_event!(level: warn, info, "disk nearly full");
}
