//! Opening it by a path.
use blackbar::{Secret, log_event};

fn main() {
    let secret = Secret::new(7);
    log_event!(info, "x", note = Secret::expose(&secret, |number| *number));
}
