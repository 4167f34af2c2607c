//! Text that is put together may carry secrets.
use blackbar::log_event;

fn main() {
    let user = "x";
    log_event!(info, format!("user {user}"));
}
