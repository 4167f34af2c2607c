//! The number is the mistake, so it is underlined.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(mask(last = 300))]
    note: String,
}

fn main() {}
