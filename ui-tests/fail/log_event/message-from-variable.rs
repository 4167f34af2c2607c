//! A variable may hold anything, whatever its type.
use blackbar::{log_event, warn};

fn main() {
    let text = String::from("started");
    let message: &'static str = "started";
    log_event!(info, &text);
    log_event!(info, text.as_str(), count = 1);
    warn!(message);
}
