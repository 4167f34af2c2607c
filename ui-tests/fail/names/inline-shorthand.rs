//! A variable that is sensitive.
use blackbar::log_event;

fn main() {
    let password = "x";
    log_event!(info, "login", password);
}
