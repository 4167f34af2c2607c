//! A variable that is no argument.
use blackbar::log_event;

fn main() {
    let count = 1;
    log_event!(info, "{count} items");
}
