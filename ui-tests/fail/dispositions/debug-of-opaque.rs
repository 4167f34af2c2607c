//! A type without `Debug`.
use blackbar::LogEvent;

struct Opaque;

#[derive(LogEvent)]
struct Login {
    #[log(debug, allow = "shape of the request")]
    request: Opaque,
}

fn main() {}
