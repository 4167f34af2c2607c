//! An enum is no context.
use blackbar::LogContext;

#[derive(LogContext)]
enum Work {
    Request { request_id: u64 },
    Job { job_id: u64 },
}

fn main() {}
