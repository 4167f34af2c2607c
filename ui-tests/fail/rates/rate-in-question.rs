//! A rate where nothing is logged.
use blackbar::enabled;

fn main() {
    let _on = enabled!(sample: 10, debug);
}
