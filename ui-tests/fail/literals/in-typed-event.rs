//! A key in a field of an event, inside a macro.
use blackbar::{LogEvent, log_event};

#[derive(LogEvent)]
struct Connected {
    note: String,
}

fn main() {
    log_event!(Connected { note: format!("with {}", "AKIAZ7Q2M4K9X1B8C3D5") });
}
