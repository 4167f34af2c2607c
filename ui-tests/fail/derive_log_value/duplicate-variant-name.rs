//! Two variants of one name.
use blackbar::LogValue;

#[derive(LogValue)]
enum State {
    Busy,
    #[log(rename = "Busy")]
    Working,
}

fn main() {}
