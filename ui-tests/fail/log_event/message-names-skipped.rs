//! Nothing of a skipped argument may be shown.
use blackbar::log_event;

fn main() {
    let cvv = 1;
    log_event!(info, "card {cvv}", #[log(skip)] cvv);
}
