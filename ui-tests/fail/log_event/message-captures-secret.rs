//! The help does not propose to log a secret.
use blackbar::log_event;

fn main() {
    let password = "x";
    log_event!(info, "login with {password}");
}
