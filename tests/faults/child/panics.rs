//! Panics in a process whose logger has a panic hook.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use blackbar::{Cause, LogValue, Slot, Written, log_event};
use blackbar_tests::{Puppet, assert_ledger, lost, wait_until};

use super::to_file;

/// The text of a panic with a key in it, of which only half stands in the source.
fn text_with_a_key() -> String {
    format!("cannot sign in with {}{}", "AKIA", "QW3RTZ7VBN8MKLP2")
}

pub(crate) fn abort_after_panic() {
    core::mem::forget(to_file().panic_hook().install().unwrap());
    // What nobody flushes but the hook.
    log_event!(info, "before", number = 1);
    let _panic = catch_unwind(|| panic!("{}", text_with_a_key()));
    std::process::abort();
}

pub(crate) fn panic_on_a_thread() {
    let _guard = to_file().panic_hook().install().unwrap();
    let thread = std::thread::Builder::new().name("worker".into());
    thread.spawn(|| std::panic::panic_any(7)).unwrap().join().unwrap_err();
}

/// Panics, with a credential in its text, when it is converted.
struct Moody;

impl LogValue for Moody {
    type Form = u64;
    fn log<'a>(&self, _slot: Slot<'a, u64>) -> Written<'a> {
        panic!("moody")
    }
}

pub(crate) fn panic_in_conversion() {
    let guard = to_file().panic_hook().flush_timeout(Duration::from_secs(60)).install().unwrap();
    for _ in 0..10 {
        let panic = catch_unwind(AssertUnwindSafe(|| log_event!(info, "mood", mood = Moody)));
        assert!(panic.is_err());
    }
    guard.logger().flush().unwrap();
    let stats = guard.logger().stats();
    assert_eq!(lost(&stats, Cause::ConversionPanicked), 10);
    assert_eq!(lost(&stats, Cause::Reentrant), 10, "{stats:?}");
    assert_ledger(&stats, 20);
}

pub(crate) fn panic_in_sink() {
    let bad = Puppet::new("bad");
    let timeout = Duration::from_secs(60);
    let guard = to_file().sink(bad.clone()).panic_hook().flush_timeout(timeout).install().unwrap();
    bad.panic();
    log_event!(info, "event");
    // A hook that waited for the backend on the backend would keep this from its end.
    guard.logger().flush().unwrap();
    guard.logger().flush().unwrap();
    assert_ledger(&guard.logger().stats(), 2);
}

pub(crate) fn panic_while_sink_hangs() {
    let puppet = Puppet::new("hangs");
    let guard = to_file()
        .sink(puppet.clone())
        .panic_hook()
        .flush_timeout(Duration::from_millis(50))
        .install()
        .unwrap();
    puppet.hang();
    log_event!(info, "event");
    puppet.wait_until_it_hangs();
    assert!(catch_unwind(|| panic!("while nothing moves")).is_err());
    puppet.write();
    wait_until("the panic is written", || guard.logger().flush().is_ok());
}

static PREVIOUS: AtomicU64 = AtomicU64::new(0);

pub(crate) fn hooks_are_chained_and_the_guard_ends_it() {
    std::panic::set_hook(Box::new(|_| {
        PREVIOUS.fetch_add(1, Ordering::Relaxed);
    }));
    let guard = to_file().panic_hook().install().unwrap();
    assert!(catch_unwind(|| panic!("logged")).is_err());
    drop(guard);
    assert!(catch_unwind(|| panic!("after the guard")).is_err());
    assert_eq!(PREVIOUS.load(Ordering::Relaxed), 2);
}

pub(crate) fn panic_without_hook() {
    let _guard = to_file().install().unwrap();
    assert!(catch_unwind(|| panic!("nobody asked")).is_err());
}
