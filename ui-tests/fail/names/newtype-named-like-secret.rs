//! The type says what its unnamed field is.
use blackbar::LogValue;

#[derive(LogValue)]
struct Password(String);

fn main() {}
