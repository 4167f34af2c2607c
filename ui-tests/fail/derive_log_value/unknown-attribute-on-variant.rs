//! A misspelt word on a variant.
use blackbar::LogValue;

#[derive(LogValue)]
enum State {
    #[log(renam = "busy")]
    Busy,
}

fn main() {}
