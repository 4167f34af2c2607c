//! A password in a URL.
use blackbar::log_event;

fn main() {
    log_event!(info, "connected", database = "postgres://app:hunter2@db/orders");
}
