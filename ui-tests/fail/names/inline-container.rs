//! A secret in something else.
use blackbar::log_event;

fn main() {
    let password = "x";
    log_event!(info, "x", note = Some(password));
    log_event!(info, "x", note = [password].concat());
    log_event!(info, "x", note = (1, vec![password]));
}
