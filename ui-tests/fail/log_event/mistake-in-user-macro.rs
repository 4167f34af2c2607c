//! The mistake is shown where the user wrote it.
use blackbar::log_event;

macro_rules! login {
    ($message:literal, $key:ident = $value:expr) => {
        log_event!(info, $message, $key = $value)
    };
}

fn main() {
    login!("login", password = "x");
}
