//! A card code under `redact`.
use blackbar::log_event;

fn main() {
    let cvv = 1;
    log_event!(info, "paid", #[log(redact)] cvv);
}
