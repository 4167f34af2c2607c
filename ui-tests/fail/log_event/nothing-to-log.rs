//! No event at all.
use blackbar::log_event;

fn main() {
    log_event!();
}
