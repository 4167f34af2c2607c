//! Both ends, or the last one.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(mask(first = 2))]
    note: String,
}

fn main() {}
