//! More characters than there can be.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(truncate(5000000000))]
    note: String,
}

fn main() {}
