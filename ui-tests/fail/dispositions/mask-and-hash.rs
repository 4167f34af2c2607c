//! Two dispositions of one field can give it away together.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(hash, mask(last = 4))]
    note: String,
}

fn main() {}
