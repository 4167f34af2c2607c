//! The macro is the level.
use blackbar::info;

fn main() {
    info!(level: warn, "disk nearly full");
}
