//! A union says not which field is there.
#[derive(blackbar::Debug)]
union Either {
    left: u8,
    right: u8,
}

fn main() {}
