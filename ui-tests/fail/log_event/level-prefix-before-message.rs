//! A message has its level before it.
use blackbar::log_event;

fn main() {
    log_event!(level: warn, "disk nearly full");
}
