//! The function stands after `=`.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(with(shown))]
    note: String,
}

fn main() {}
