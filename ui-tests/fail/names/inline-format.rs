//! A text made of a secret.
use blackbar::log_event;

fn main() {
    let (password, token) = ("x", "y");
    log_event!(info, "x", note = format!("{password}"));
    log_event!(info, "x", note = format!("{} and {}", 1, password));
    log_event!(info, "x", note = format!("{token:?}"));
}
