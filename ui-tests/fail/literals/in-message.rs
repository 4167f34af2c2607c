//! A key in a message.
use blackbar::log_event;

fn main() {
    log_event!(info, "signed in with AKIAZ7Q2M4K9X1B8C3D5");
}
