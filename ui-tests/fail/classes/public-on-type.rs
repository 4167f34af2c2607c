//! A class of a type opens nothing.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(class = public)]
struct Login {
    note: String,
}

fn main() {}
