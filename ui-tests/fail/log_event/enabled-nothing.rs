//! Nothing is asked.
fn main() {
    let _: bool = blackbar::enabled!();
}
