//! A level macro with an event.
use blackbar::{LogEvent, info};

#[derive(LogEvent)]
struct Started {
    port: u16,
}

fn main() {
    info!(Started { port: 80 });
}
