//! A union has no log form.
use blackbar::LogValue;

#[derive(LogValue)]
union Bits {
    int: u32,
    float: f32,
}

fn main() {}
