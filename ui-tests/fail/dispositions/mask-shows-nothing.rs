//! A mask that shows no character is no mask.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(mask(last = 0))]
    note: String,
}

fn main() {}
