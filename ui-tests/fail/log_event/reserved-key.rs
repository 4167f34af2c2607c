//! A key of blackbar's own.
use blackbar::log_event;

fn main() {
    log_event!(info, "login", level = 2);
}
