//! A collection is not cut.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(truncate(4))]
    notes: Vec<String>,
}

fn main() {}
