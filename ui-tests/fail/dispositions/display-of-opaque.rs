//! A type without `Display`.
use blackbar::LogEvent;

struct Opaque;

#[derive(LogEvent)]
struct Login {
    #[log(display, allow = "shape of the request")]
    request: Opaque,
}

fn main() {}
