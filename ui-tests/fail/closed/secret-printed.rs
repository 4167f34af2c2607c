//! A secret has no Display.
use blackbar::Secret;

fn main() {
    let secret = Secret::new(String::from("x"));
    let _ = secret.to_string();
    println!("{secret}");
}
