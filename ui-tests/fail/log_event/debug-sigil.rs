//! A habit from `tracing`.
use blackbar::log_event;

fn main() {
    let user = "x";
    log_event!(info, "login", ?user);
}
