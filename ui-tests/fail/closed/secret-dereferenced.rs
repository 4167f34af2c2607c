//! A secret does not pass for what it holds.
use blackbar::{Secret, info};

fn main() {
    let secret = Secret::new(String::from("x"));
    info!("by star", note = *secret);
    info!("by coercion", note = AsRef::<str>::as_ref(&secret));
    info!("by field", note = secret.0);
}
