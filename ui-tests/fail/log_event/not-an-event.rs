//! A value that is no event.
use blackbar::log_event;

fn main() {
    log_event!(5_u64 + 1);
}
