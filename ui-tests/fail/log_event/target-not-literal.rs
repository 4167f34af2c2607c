//! The call site is a static.
use blackbar::log_event;

fn main() {
    let target = "x";
    log_event!(target: target, info, "login");
}
