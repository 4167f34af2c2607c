//! The fields inside have classes of their own.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Inner {
    id: u64,
}

#[derive(LogEvent)]
struct Login {
    #[log(internal, flatten)]
    inner: Inner,
}

fn main() {}
