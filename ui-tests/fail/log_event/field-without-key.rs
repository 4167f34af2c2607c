//! A field of a variable without a key.
use blackbar::log_event;

fn main() {
    let range = 1..2;
    log_event!(info, "login", range.start);
}
