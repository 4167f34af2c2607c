//! An innocent key for a sensitive value.
use blackbar::log_event;

fn main() {
    let (user, headers) = ((), std::collections::HashMap::<&str, String>::new());
    let password = Some("x");
    log_event!(info, "login", note = password.unwrap().to_string(), user = user);
    log_event!(info, "login", note = headers.get("X-Api-Key"));
}
