//! `skip` takes no value.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Login {
    #[log(skip = true)]
    user: u64,
}

fn main() {}
