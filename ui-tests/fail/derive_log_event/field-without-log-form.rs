//! A secret has no log form, however deep.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    user: u64,
    remembered: Vec<Option<blackbar::Secret<String>>>,
}

fn main() {}
