//! `once` is a word.
use blackbar::log_event;

fn main() {
    log_event!(once: true, info, "polled");
}
