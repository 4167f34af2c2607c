//! The variant says what its data is.
use blackbar::LogValue;

#[derive(LogValue)]
enum Credential {
    ApiKey(String),
    Pin { value: u32 },
}

fn main() {}
