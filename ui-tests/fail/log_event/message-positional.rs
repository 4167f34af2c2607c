//! Positional arguments.
use blackbar::log_event;

fn main() {
    let count = 1;
    log_event!(info, "{} items", count);
}
