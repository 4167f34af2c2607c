//! A misspelt prefix.
use blackbar::log_event;

fn main() {
    log_event!(targte: "x", info, "login");
}
