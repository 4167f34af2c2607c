//! The text of an error may tell who it was.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(pii, error)]
    cause: std::fmt::Error,
}

fn main() {}
