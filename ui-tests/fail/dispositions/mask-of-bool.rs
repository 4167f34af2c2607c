//! A type that cannot be masked.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(mask(last = 4))]
    done: bool,
}

fn main() {}
