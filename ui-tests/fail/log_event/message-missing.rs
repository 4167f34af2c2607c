//! Arguments without a message.
use blackbar::log_event;

fn main() {
    log_event!(info, user_id = 7);
}
