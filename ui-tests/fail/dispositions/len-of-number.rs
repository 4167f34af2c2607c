//! A number has no length.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(len)]
    count: u64,
}

fn main() {}
