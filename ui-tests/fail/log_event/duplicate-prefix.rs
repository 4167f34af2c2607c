//! A prefix that is given twice.
use blackbar::log_event;

fn main() {
    log_event!(target: "x", target: "y", info, "login");
}
