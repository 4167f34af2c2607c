//! A message alone.
use blackbar::log_event;

fn main() {
    log_event!("user logged in");
}
