//! `rename` wants a string.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(rename)]
    user: u64,
}

fn main() {}
