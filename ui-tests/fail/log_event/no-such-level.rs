//! A level of another library.
use blackbar::log_event;

fn main() {
    log_event!(fatal, "disk full");
}
