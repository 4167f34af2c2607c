//! An event name in another style.
use blackbar::log_event;

fn main() {
    log_event!(name: "UserLogin", info, "login");
}
