//! A key that is sensitive.
use blackbar::log_event;

fn main() {
    log_event!(info, "login", password = "x");
}
