//! An expression in the message.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(message = "{user.id} paid")]
struct Paid {
    user: u64,
}

fn main() {}
