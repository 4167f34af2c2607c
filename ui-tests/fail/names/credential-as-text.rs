//! A token that can be text, seen through an alias.
use blackbar::LogEvent;

type Count = String;

#[derive(LogEvent)]
struct Login {
    refresh_token: Option<Count>,
}

fn main() {}
