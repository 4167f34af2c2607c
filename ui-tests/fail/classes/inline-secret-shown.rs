//! The same before an argument.
use blackbar::log_event;

fn main() {
    log_event!(
        info,
        "x",
        #[log(secret, truncate(4))]
        note = "x"
    );
}
