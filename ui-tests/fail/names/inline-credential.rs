//! A token that can be text.
use blackbar::log_event;

fn main() {
    let text = String::new();
    log_event!(info, "login", token = text);
}
