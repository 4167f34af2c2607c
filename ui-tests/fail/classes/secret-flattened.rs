//! The fields inside would be shown.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Inner {
    id: u64,
}

#[derive(LogEvent)]
struct Login {
    #[log(secret, flatten)]
    inner: Inner,
}

fn main() {}
