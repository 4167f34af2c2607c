//! A level macro with nothing.
fn main() {
    blackbar::warn!();
}
