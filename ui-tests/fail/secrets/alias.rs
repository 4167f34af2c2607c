//! Another name for the type; the message has its own.
use blackbar::LogEvent;

type Nickname = blackbar::Secret<String>;

#[derive(LogEvent)]
struct Login {
    name: Nickname,
}

fn main() {}
