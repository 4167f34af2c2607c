//! For tests of programs that log: what was logged, and that no secret was (feature `test`).
//!
//! ```
//! use blackbar::{LogEvent, log_event, test};
//!
//! #[derive(LogEvent)]
//! #[log(name = "user.login", message = "user {user_id} logged in")]
//! struct UserLogin<'a> {
//!     user_id: u64,
//!     #[log(redact)]
//!     password: &'a str,
//! }
//!
//! fn log_in(user_id: u64, password: &str) {
//!     log_event!(UserLogin { user_id, password });
//! }
//!
//! # /*
//! #[test]
//! # */
//! fn a_login_is_logged_without_the_password() {
//!     let captured = test::capture();
//!     log_in(42, "hunter2-and-more");
//!     captured.of::<UserLogin>().with("user_id", 42).assert_one();
//!     test::assert_no_leak!(captured, "hunter2-and-more");
//! }
//! # a_login_is_logged_without_the_password();
//! ```
//!
//! # Whose events
//!
//! [`capture`] collects the events of one test: of the thread that calls it, and of all that is started from there, be it a
//! thread, a runtime of tokio or a pool of rayon. Tests that run at the same time in other threads of the process do not
//! see each other's events, and the installed logger gets none of them. It needs nothing to be installed, and no
//! particular harness: `cargo test`, nextest and `--test-threads=1` are the same to it.
//!
//! How a thread is known to have been started by the test, without its help: on Linux a thread begins with the timer
//! slack of the thread that created it. A capture sets that to the usual value plus a few nanoseconds of its own.
//!
//! What it cannot know by itself, and what to do:
//!
//! | what logs | why | what to do |
//! |---|---|---|
//! | a worker of a `#[tokio::test(flavor = "multi_thread")]` | it was started before the test ran | the feature `test_tokio`; or [`Captured::watch`] |
//! | a thread, pool or runtime that was there before, or that several tests share | no sign says whose work it does | [`Captured::enter`] where the work is done, [`Captured::watch`] for tasks |
//! | any other thread, not on Linux, or where [`Captured::follows_threads`] is `false` | nothing is handed on | the same |
//! | code under [`Logger::scope`](crate::Logger::scope), and calls with `logger:` | they say where they go | |
//!
//! A pool that several tests share and that is started *by* one of them, as rayon's global one, is that test's for as long as
//! its capture lives: start it before.
//!
//! # What is collected
//!
//! Every level, as a sink with the usual clearance sees it. [`assert_no_leak!`](crate::test::assert_no_leak) looks at what a
//! sink with the highest clearance gets as well. Hashes are made with a key that is always the same and known to
//! everybody, so that they can be compared from run to run. An event may take 64 KiB.
//!
//! All of this is for tests and panics when it cannot do its work: it is part of no program, so enable the feature among the
//! `[dev-dependencies]`.

#![allow(clippy::panic, reason = "an assertion that does not hold ends its test")]

mod captured;
mod event;
mod handle;
mod keep;
mod leak;
mod order;
mod query;
mod report;
#[doc(hidden)]
pub mod search;

pub use self::captured::{Captured, capture};
pub use self::event::CapturedEvent;
pub use self::handle::{CaptureHandle, Entered, Watched};
pub use self::leak::Sought;
pub use self::order::InOrder;
pub use self::query::Query;
pub use crate::assert_no_leak;

#[doc(hidden)]
pub use self::leak::{assert_absent, origin};
