//! Opening it in a closure.
use blackbar::{Secret, log_event};

fn main() {
    let secret = Some(Secret::new(7));
    log_event!(info, "x", note = secret.as_ref().map(|it| it.expose(|number| *number)));
}
