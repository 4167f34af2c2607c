//! The domain has a name.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(hash("user"))]
    note: String,
}

fn main() {}
