//! A function that was not called, and a closure.
use blackbar::info;

fn port() -> u16 {
    80
}

fn main() {
    let count = || 7;
    info!("started", port, count);
}
