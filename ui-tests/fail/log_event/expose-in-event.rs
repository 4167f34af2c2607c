//! Opening it while the event is built.
use blackbar::{LogEvent, Secret, log_event};

#[derive(LogEvent)]
struct Login {
    size: usize,
}

fn main() {
    let secret = Secret::new(String::from("x"));
    log_event!(Login { size: secret.expose(|text| text.len()) });
}
