//! What the type says holds for all fields.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(class = secret)]
struct Login {
    #[log(truncate(4))]
    note: String,
}

fn main() {}
