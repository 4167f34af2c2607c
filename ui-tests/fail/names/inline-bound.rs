//! A variable bound inside of the value.
use blackbar::log_event;

fn main() {
    let password = Some(String::new());
    log_event!(info, "x", note = password.as_ref().map(|it| it.as_str()));
    log_event!(info, "x", note = { let it = &password; it });
}
