//! A macro may carry secrets.
use blackbar::log_event;

fn main() {
    log_event!(info, concat!("a", "b"), count = 1);
}
