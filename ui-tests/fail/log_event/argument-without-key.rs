//! An expression without a key.
use blackbar::log_event;

fn main() {
    let user = (1, 2);
    log_event!(info, "login", user.0 + 1);
}
