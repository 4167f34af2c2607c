//! A constant may carry secrets.
use blackbar::log_event;

fn main() {
    const MESSAGE: &str = "started";
    log_event!(info, MESSAGE);
}
