//! Only events can be flattened.
use blackbar::LogEvent;

#[derive(LogEvent)]
struct Outer {
    #[log(flatten)]
    extra: std::collections::HashMap<String, u64>,
}

fn main() {}
