//! A mask shows a part of it.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(secret, mask(last = 4))]
    note: String,
}

fn main() {}
