//! The beginning of a secret is a part of it.
use blackbar::{LogEvent, log_event};

#[derive(LogEvent)]
struct Login {
    #[log(truncate(8))]
    access_token: String,
}

fn main() {
    let session_token = "x";
    log_event!(info, "x", #[log(truncate(8))] session_token);
}
