//! A literal of bytes, and the bytes of a text.
use blackbar::info;

fn main() {
    let name = String::from("x");
    info!("received", body = b"x", text = name.as_bytes());
}
