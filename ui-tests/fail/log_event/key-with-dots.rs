//! Another habit: keys with dots.
use blackbar::log_event;

fn main() {
    log_event!(info, "login", user.id = 7);
}
