//! What stands under the key of a secret.
use std::collections::HashMap;

use blackbar::log_event;

fn main() {
    let headers: HashMap<&str, &str> = HashMap::new();
    log_event!(info, "x", note = headers.get("X-Api-Key").copied());
    log_event!(info, "x", note = headers["authorization"]);
    log_event!(info, "x", note = std::env::var("DB_PASSWORD").unwrap_or_default());
}
