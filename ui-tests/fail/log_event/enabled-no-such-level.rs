//! A level that does not exist.
fn main() {
    let _: bool = blackbar::enabled!(verbose);
}
