//! So few values that a hash hides nothing.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(hash)]
    done: bool,
}

fn main() {}
