//! A new name for a sensitive key.
use blackbar::log_event;

fn main() {
    let password = "x";
    log_event!(info, "login", #[log(rename = "note")] password);
}
