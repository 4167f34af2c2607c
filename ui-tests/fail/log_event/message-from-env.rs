//! A text that the build puts there.
use blackbar::log_event;

fn main() {
    log_event!(info, env!("CARGO_PKG_NAME"));
    log_event!(info, include_str!("message-from-env.rs"));
}
