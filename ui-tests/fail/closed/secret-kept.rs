//! What is lent to the closure of `expose` cannot be kept.
use blackbar::{Secret, info};

fn main() {
    let secret = Secret::new(String::from("x"));
    let kept = secret.expose(|text| text.as_str());
    info!("login", note = kept);
}
