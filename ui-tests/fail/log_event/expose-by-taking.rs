//! Taking out what is named like a secret.
use std::sync::Mutex;

use blackbar::{LogEvent, log_event};

#[derive(LogEvent)]
struct Login {
    size: usize,
}

fn main() {
    let password = Mutex::new(String::new());
    log_event!(Login { size: password.into_inner().unwrap().len() });
}
