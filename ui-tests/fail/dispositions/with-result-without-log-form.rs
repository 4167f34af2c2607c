//! What the function returns must have a log form.
use blackbar::LogEvent;

struct Opaque;

fn shown(_: &str) -> Opaque {
    Opaque
}

#[derive(LogEvent)]
struct Login {
    #[log(with = shown)]
    note: String,
}

fn main() {}
