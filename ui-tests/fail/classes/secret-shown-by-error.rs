//! The text of an error may have the secret in it.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(secret, error)]
    cause: std::fmt::Error,
}

fn main() {}
