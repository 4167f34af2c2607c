//! What is entered derives `LogContext`; an event does not.
use blackbar::{Context, LogEvent};

#[derive(LogEvent)]
struct Login {
    user_id: u64,
}

fn main() {
    let _inside = Context::new(&Login { user_id: 7 }).enter();
}
