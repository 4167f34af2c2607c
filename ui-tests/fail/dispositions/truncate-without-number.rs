//! To how many characters?
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(truncate)]
    note: String,
}

fn main() {}
