//! `transparent` leaves no key to rename.
use blackbar::LogValue;

#[derive(LogValue)]
#[log(transparent, rename_all = "camelCase")]
struct Wrapper {
    inside: u64,
}

fn main() {}
