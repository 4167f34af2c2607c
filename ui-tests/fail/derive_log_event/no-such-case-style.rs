//! A misspelt case style.
use blackbar::LogEvent;

#[derive(LogEvent)]
#[log(rename_all = "camel_case")]
struct Login {
    user_id: u64,
}

fn main() {}
