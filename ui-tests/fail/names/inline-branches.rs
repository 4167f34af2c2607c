//! Every branch of the value.
use blackbar::log_event;

fn main() {
    let (user, password, new) = ("u", "x", true);
    log_event!(info, "x", note = if new { user } else { password });
    log_event!(info, "x", note = match new {
        true => { password }
        false => user,
    });
}
