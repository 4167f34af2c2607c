//! `once` is a word, on the type too.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(once = true)]
struct Polled {
    queue: u64,
}

fn main() {}
