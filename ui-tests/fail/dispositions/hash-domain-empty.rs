//! An empty domain would be no domain.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(hash(domain = ""))]
    note: String,
}

fn main() {}
