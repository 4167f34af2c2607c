//! The other habit, after a key.
use blackbar::log_event;

fn main() {
    let user = "x";
    log_event!(info, "login", who = %user);
}
