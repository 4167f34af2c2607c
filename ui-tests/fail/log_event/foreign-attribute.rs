//! Only `#[log(...)]` before an argument.
use blackbar::log_event;

fn main() {
    log_event!(info, "login", #[cfg(test)] a = 1);
}
