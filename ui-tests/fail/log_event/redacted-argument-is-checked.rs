//! An argument that is never evaluated has a type all the same.
use blackbar::log_event;

fn main() {
    log_event!(info, "login", #[log(redact)] user = 1 + "x");
}
