//! The name gate holds for contexts too.
use blackbar::LogContext;

#[derive(LogContext)]
struct Request<'a> {
    request_id: u64,
    password: &'a str,
    auth_token: String,
    pin: u16,
}

fn main() {}
