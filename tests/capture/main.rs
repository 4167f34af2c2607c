//! The events of a test, and of no other one that runs at the same time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test ends at the first surprise, and starts threads as programs do"
)]

mod apart;
mod claims;
mod failures;
mod leaks;
mod nested;
mod refused;
mod runtimes;
mod typed;

use blackbar::LogEvent;

/// What most tests here log.
#[derive(LogEvent)]
#[log(name = "user.login", message = "user {user_id} logged in")]
struct UserLogin<'a> {
    user_id: u64,
    method: &'a str,
}

/// What a test here logs beside it.
#[derive(LogEvent)]
#[log(name = "user.logout", level = debug)]
struct UserLogout {
    user_id: u64,
}

/// The text of the panic that `check` ends with, without the lines of the source, and without the note on calls of other
/// tests.
fn failure(check: impl FnOnce()) -> String {
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)).expect_err("it fails");
    let text = panic.downcast::<String>().expect("a text");
    let text: Vec<&str> = text.split("\n\n").filter(|part| !part.starts_with("note: ")).collect();
    let text = text.join("\n\n");
    let mut shown = String::new();
    for part in text.split_inclusive(".rs:") {
        let part = part.trim_start_matches(|c: char| c.is_ascii_digit() && shown.ends_with(".rs:"));
        shown.push_str(part);
    }
    shown
}
