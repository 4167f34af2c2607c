//! A level says it all.
use blackbar::enabled;

fn main() {
    let _: bool = enabled!(level: warn, debug);
}
