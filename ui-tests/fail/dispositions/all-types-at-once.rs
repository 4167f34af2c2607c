//! Every field is reported once, beside other mistakes too.
use blackbar::LogEvent;

struct Opaque;

fn shown(note: &u64) -> u64 {
    *note
}

#[derive(LogEvent)]
struct Login {
    #[log(mask(last = 4))]
    a: bool,
    #[log(hash)]
    b: bool,
    #[log(len)]
    c: u64,
    #[log(truncate(4))]
    d: u64,
    #[log(error)]
    e: u64,
    #[log(debug, allow = "shape of the request")]
    f: Opaque,
    #[log(with = shown)]
    g: bool,
    #[log(redcat)]
    h: u64,
}

fn main() {}
