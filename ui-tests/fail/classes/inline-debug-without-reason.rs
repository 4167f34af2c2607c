//! The same before an argument.
use blackbar::log_event;

fn main() {
    log_event!(
        info,
        "x",
        #[log(debug)]
        note = "x"
    );
}
