//! A value that has no log form, reported once.
use blackbar::log_event;

fn main() {
    let opaque = blackbar::Secret::new(String::from("x"));
    log_event!(info, "login {user}", user = 1, value = Some(&opaque));
}
