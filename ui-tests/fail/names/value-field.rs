//! A password in a nested value.
use blackbar::LogValue;

#[derive(LogValue)]
enum Step {
    Login { password: String },
}

fn main() {}
