//! A level is a word, never an expression.
use blackbar::log_event;

fn main() {
    let level = blackbar::Level::Info;
    log_event!(level, "started");
}
