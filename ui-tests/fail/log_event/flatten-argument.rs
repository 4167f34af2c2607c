//! An argument has no fields to flatten.
use blackbar::log_event;

fn main() {
    let user = 1;
    log_event!(info, "login", #[log(flatten)] user);
}
