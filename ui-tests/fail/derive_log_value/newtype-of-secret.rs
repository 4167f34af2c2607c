//! A newtype does not launder a secret.
use blackbar::LogValue;

#[derive(LogValue)]
struct Login(blackbar::Secret<String>);

fn main() {}
