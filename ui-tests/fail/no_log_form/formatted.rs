//! Text that is still to be formatted.
use blackbar::info;

fn main() {
    let name = "x";
    info!("login", note = format_args!("{name}"));
}
