//! The bound of an event holds where it is made.
use blackbar::{LogEvent, LogValue, Secret, log_event};

#[derive(LogEvent)]
struct Loaded<T: LogValue> {
    entry: T,
}

fn main() {
    log_event!(Loaded { entry: Secret::new(String::from("x")) });
}
