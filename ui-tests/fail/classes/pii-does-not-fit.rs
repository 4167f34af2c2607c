//! Class `pii` means `hash` where nothing else is said.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(pii)]
    done: bool,
}

fn main() {}
