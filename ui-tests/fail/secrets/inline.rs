//! As an argument: shorthand, behind a reference, in a temporary.
use blackbar::{Secret, info};

fn main() {
    let note = Secret::new(String::from("x"));
    let pair = (1, Secret::new(7_u64));
    info!("shorthand", note);
    info!("borrowed", entry = &&note);
    info!("a part", entry = pair.1);
    info!("made for the call", entry = vec![Secret::new('x')]);
}
