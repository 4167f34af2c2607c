//! A value that has no log form, reported once.
use blackbar::log_event;

fn main() {
    let secret = blackbar::Secret::new(String::from("x"));
    log_event!(info, "login {user}", user = 1, value = Some(&secret));
}
