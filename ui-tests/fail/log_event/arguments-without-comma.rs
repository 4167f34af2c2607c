//! A forgotten comma.
use blackbar::log_event;

fn main() {
    log_event!(info, "login", a = 1 b = 2);
}
