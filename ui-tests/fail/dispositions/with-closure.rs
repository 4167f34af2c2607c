//! What runs must have a name.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(with = |note| note)]
    note: String,
}

fn main() {}
