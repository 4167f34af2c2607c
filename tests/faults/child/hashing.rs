//! A program with an event that hashes, which says how installing a logger went.

#![allow(clippy::print_stdout, reason = "that is how it says so")]

use blackbar::{LogEvent, Logger, log_event};

#[derive(LogEvent)]
#[log(name = "user.seen")]
struct UserSeen {
    #[log(hash)]
    user_id: u64,
}

fn main() {
    // Built, not installed: allowed without a key, and nothing is hashed.
    let built = Logger::builder().build();
    println!("{}", built.map_or_else(|error| error.to_string(), |_| "built".to_owned()));
    let installed = Logger::builder().hash_key_from_env("BLACKBAR_HASH_KEY").install();
    println!("{}", installed.as_ref().map_or_else(|error| error.to_string(), |_| "installed".to_owned()));
    log_event!(UserSeen { user_id: 7 });
}
