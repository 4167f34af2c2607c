//! A newtype of a text can carry one.
use blackbar::LogValue;

#[derive(LogValue)]
struct Name(String);

#[derive(LogValue)]
struct Login {
    token: Name,
}

fn main() {}
