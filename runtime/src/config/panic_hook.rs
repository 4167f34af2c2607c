//! The panic hook: a panic is an event too, and on its way before the process can end of it.

use core::sync::atomic::{AtomicBool, Ordering};
use std::panic::{self, PanicHookInfo};
use std::sync::Once;

use crate as blackbar;
use crate::value::whole_words;
use crate::{frontend, logger};

/// A thread panicked. The text is that of somebody's `panic!` or `expect`, so it is scanned like any free text.
#[derive(blackbar_macros::LogEvent)]
#[log(
    crate = blackbar,
    name = "panic",
    level = critical,
    target = "blackbar",
    message = "thread {thread_name} panicked at {at}"
)]
struct Panicked<'a> {
    /// `src/main.rs:12:5`
    at: &'a str,
    thread_name: &'a str,
    /// None for a payload that is no text.
    #[log(display, allow = "free text: the scanner replaces the credentials in it")]
    panic_message: Option<&'a str>,
}

/// Longest text of a panic that is logged, in bytes.
const LONGEST: usize = 1024;

/// Whether there is an installed logger that wants to know, and whose guard is still there.
static ACTIVE: AtomicBool = AtomicBool::new(false);

/// From now on panics are logged to the installed logger. The thread must not be panicking.
pub(super) fn activate() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if ACTIVE.load(Ordering::Relaxed) {
                report(info);
            }
            previous(info);
        }));
    });
    ACTIVE.store(true, Ordering::Relaxed);
}

/// From now on the hook only calls the one before it. It cannot be taken out: others may have been set since.
pub(crate) fn deactivate() {
    ACTIVE.store(false, Ordering::Relaxed);
}

fn report(info: &PanicHookInfo<'_>) {
    let Some(logger) = logger::installed() else { return };
    // Asked before the event is logged, which is a call too.
    let may_wait = !frontend::is_own_thread() && !frontend::is_in_call();
    let at = info.location().map_or_else(String::new, ToString::to_string);
    let thread = std::thread::current();
    let thread_name = thread.name().map_or_else(|| format!("{:?}", thread.id()), str::to_owned);
    let panic_message = info.payload_as_str().map(shortened);
    let event = Panicked { at: &at, thread_name: &thread_name, panic_message };
    crate::log_event!(logger: logger, event);
    if may_wait {
        // Nobody can be told; the panic goes on in any case.
        let _in_time = logger.flush();
    }
}

/// As much of `text` as is logged.
fn shortened(text: &str) -> &str {
    text.get(..whole_words(text, LONGEST)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words_and_characters() {
        assert_eq!(shortened("short"), "short");
        assert_eq!(shortened(&"x".repeat(LONGEST)), "x".repeat(LONGEST));
        assert_eq!(shortened(&"x".repeat(LONGEST + 1)), "x".repeat(LONGEST));
        assert_eq!(shortened(&"ß".repeat(LONGEST)), "ß".repeat(LONGEST / 2));
        let token = "t".repeat(100);
        let text = format!("{} {token}", "x".repeat(LONGEST - 50));
        assert_eq!(shortened(&text), "x".repeat(LONGEST - 50));
    }
}
