//! What is made of a secret, as text.
use blackbar::log_event;

fn encrypt(text: &str) -> String {
    text.to_owned()
}

fn main() {
    let password = "x";
    log_event!(info, "x", note = encrypt(password));
}
