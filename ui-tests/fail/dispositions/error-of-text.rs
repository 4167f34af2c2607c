//! A text is no error.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(error)]
    cause: String,
}

fn main() {}
