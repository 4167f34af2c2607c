//! A key of blackbar's own.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    timestamp: u64,
}

fn main() {}
