//! A key that is given twice.
use blackbar::log_event;

fn main() {
    let user = 1;
    log_event!(info, "login", user, user = 2);
}
