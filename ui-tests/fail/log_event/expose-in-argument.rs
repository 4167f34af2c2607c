//! Opening a secret inside the call.
use blackbar::log_event;

fn main() {
    let secret = blackbar::Secret::new(String::from("x"));
    log_event!(info, "login", size = secret.expose(|text| text.len()));
}
