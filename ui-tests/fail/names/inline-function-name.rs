//! A function that gives a password.
use blackbar::log_event;

fn main() {
    fn get_password() -> String {
        String::new()
    }
    log_event!(info, "login", note = get_password());
}
