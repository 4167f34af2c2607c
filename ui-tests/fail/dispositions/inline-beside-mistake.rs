//! Types of arguments are reported beside other mistakes.
use blackbar::log_event;

fn main() {
    log_event!(
        info,
        "x",
        #[log(hash)]
        a = true,
        #[log(truncate(0))]
        b = "x",
    );
}
