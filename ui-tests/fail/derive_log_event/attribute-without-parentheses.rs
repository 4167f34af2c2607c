//! `log` as a bare word.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log]
    user: u64,
}

fn main() {}
