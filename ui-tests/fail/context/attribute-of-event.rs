//! A context has no level, no name and no message.
use blackbar::LogContext;

#[derive(LogContext)]
#[log(level = info, message = "request {request_id}")]
struct Request {
    request_id: u64,
}

fn main() {}
