//! Opening it inside of another macro.
use blackbar::log_event;

fn main() {
    let secret = blackbar::Secret::new(String::from("x"));
    log_event!(info, "login", text = format!("{}", secret.expose(|text| text.clone())));
}
