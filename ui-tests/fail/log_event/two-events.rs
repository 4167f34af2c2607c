//! Two expressions.
use blackbar::log_event;

fn main() {
    let (a, b) = (1, 2);
    log_event!(a + 1, b);
}
