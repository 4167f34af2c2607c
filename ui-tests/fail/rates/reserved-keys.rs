//! The keys under which counts are written.
use blackbar::{info, LogEvent};

#[derive(LogEvent)]
struct Polled {
    suppressed: u64,
    #[log(rename = "repeated")]
    again: u64,
}

fn main() {
    info!("polled", suppressed = 1, repeated = 2);
}
