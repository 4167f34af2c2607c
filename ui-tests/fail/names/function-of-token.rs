//! What a function makes of a secret may be the secret.
use blackbar::{LogEvent, LogValue};

#[derive(LogEvent)]
struct Login {
    #[log(with = Kind::of)]
    api_key: String,
}

#[derive(LogValue)]
enum Kind {
    Live,
}

impl Kind {
    fn of(_: &String) -> Self {
        Self::Live
    }
}

fn main() {}
