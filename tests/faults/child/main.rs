//! What needs a process of its own: the installed logger, the end of a program, a fork, a signal, memory as the system
//! sees it.
//!
//! `child <scenario> [<log file> [<policy>] or <number>]`. A scenario checks itself and panics when something is wrong; what can only be seen
//! after its end (the log file, the exit code) is checked by the test that runs it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test"
)]

mod ends;
mod environment;
mod files;
#[cfg(unix)]
mod forks;
mod install;
mod panics;
mod rates;
#[cfg(unix)]
mod signals;
mod threads;

use std::path::PathBuf;
use std::time::Duration;

use blackbar::{Builder, FileSync, Level, RollingFile};

fn main() {
    let scenario = std::env::args().nth(1).expect("name a scenario");
    match scenario.as_str() {
        "exit_without_guard" => ends::exit_without_guard(),
        "exit_on_another_thread" => ends::exit_on_another_thread(),
        "return_with_guard" => ends::return_with_guard(),
        "log_after_guard" => ends::log_after_guard(),
        "panic_with_guard" => ends::panic_with_guard(),
        "log_in_teardown_of_main" => ends::log_in_teardown_of_main(),
        "exit_while_sink_hangs" => ends::exit_while_sink_hangs(),
        "environment" => environment::log_at_each_level(),
        "environment_and_fixed_filter" => environment::log_at_each_level_with_fixed_filter(),
        "installed_logger_gets_all_calls" => install::installed_logger_gets_all_calls(),
        "second_install_is_an_error" => install::second_install_is_an_error(),
        "without_logger_every_call_site_is_off" => install::without_logger_every_call_site_is_off(),
        "scope_goes_before_the_installed_logger" => install::scope_goes_before_the_installed_logger(),
        "calls_without_logger_are_counted" => install::calls_without_logger_are_counted(),
        "abort_after_panic" => panics::abort_after_panic(),
        "panic_on_a_thread" => panics::panic_on_a_thread(),
        "panic_in_conversion" => panics::panic_in_conversion(),
        "panic_in_sink" => panics::panic_in_sink(),
        "panic_while_sink_hangs" => panics::panic_while_sink_hangs(),
        "hooks_are_chained_and_the_guard_ends_it" => panics::hooks_are_chained_and_the_guard_ends_it(),
        "panic_without_hook" => panics::panic_without_hook(),
        "rates" => rates::rates(),
        "rates_under_filters" => rates::rates_under_filters(),
        #[cfg(unix)]
        "rates_after_fork" => rates::rates_after_fork(),
        "short_threads" => threads::short_threads(),
        "log_on_one_thread" => threads::log_on_one_thread(),
        "files_forever" => files::forever(),
        "files_abort" => files::abort(),
        "files_faulty" => files::faulty(),
        "files_full_disk" => files::full_disk(),
        "files_taken" => files::taken(),
        "files_hangup" => files::hangup(),
        "files_no_descriptor" => files::no_descriptor(),
        "files_until_killed" => files::until_killed(),
        #[cfg(unix)]
        "fork" => forks::fork_and_install_again(),
        #[cfg(unix)]
        "fork_in_scope" => forks::fork_in_scope(),
        #[cfg(unix)]
        "fork_of_fork" => forks::fork_of_fork(),
        #[cfg(unix)]
        "signal_in_conversion" => signals::signal_in_conversion(),
        #[cfg(unix)]
        "signals_all_the_time" => signals::signals_all_the_time(),
        other => panic!("no scenario `{other}`"),
    }
}

/// The log file: the second argument.
fn path() -> PathBuf {
    PathBuf::from(std::env::args_os().nth(2).expect("name a log file"))
}

/// A number: the second argument.
fn number() -> u64 {
    std::env::args().nth(2).and_then(|number| number.parse().ok()).expect("name a number")
}

/// A logger that writes everything into the log file.
fn to_file() -> Builder {
    blackbar_tests::logger().file(file())
}

/// The log file, brought to the disk as the third argument says.
fn file() -> RollingFile {
    let file = RollingFile::new(path());
    match std::env::args().nth(3).as_deref() {
        None | Some("never") => file,
        Some("every") => file.sync(FileSync::Every(Duration::from_millis(10))),
        Some("batch") => file.sync(FileSync::Batch),
        Some("severe") => file.sync_at(Level::Info),
        Some(other) => panic!("no policy `{other}`"),
    }
}
