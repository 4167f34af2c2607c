//! A field that is not written has no key.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(skip, rename = "who")]
    user: u64,
}

fn main() {}
