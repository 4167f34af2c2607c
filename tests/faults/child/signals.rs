//! A log call from a signal handler: dropped and counted when it interrupted one, written otherwise; never a deadlock.

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};

use blackbar::{Cause, LogValue, Memory, Slot, Written, context, log_event};
use blackbar_tests::system::{block_alarms, handle, interrupt_every, raise, unblock_alarms};
use blackbar_tests::{assert_ledger, assert_losses_are_told, lines_of, logger, lost};

static HANDLED: AtomicU64 = AtomicU64::new(0);

extern "C" fn log_in_handler(_signal: libc::c_int) {
    log_event!(info, "from the handler", number = HANDLED.fetch_add(1, Ordering::Relaxed));
}

/// Raises a signal while it is converted.
struct Interrupted(u64);

impl LogValue for Interrupted {
    type Form = u64;
    fn log<'a>(&self, slot: Slot<'a, u64>) -> Written<'a> {
        raise(libc::SIGUSR1);
        slot.write(&self.0)
    }
}

pub(crate) fn signal_in_conversion() {
    let memory = Memory::new();
    let guard = logger().sink(memory.clone()).install().unwrap();
    handle(libc::SIGUSR1, log_in_handler);
    raise(libc::SIGUSR1);
    (0..10).for_each(|number| log_event!(info, "interrupted", number = Interrupted(number)));
    raise(libc::SIGUSR1);
    guard.logger().flush().unwrap();

    let stats = guard.logger().stats();
    assert_eq!(HANDLED.load(Ordering::Relaxed), 12);
    assert_eq!(lost(&stats, Cause::Reentrant), 10);
    assert_ledger(&stats, 22);
    let lines = lines_of(&memory);
    assert_eq!(lines.iter().filter(|line| line["message"] == "from the handler").count(), 2);
    assert_eq!(lines.iter().filter(|line| line["message"] == "interrupted").count(), 10);
    assert_losses_are_told(&stats, &lines, 0);
}

/// Signals come at any instruction of a log call, several thousand times a second.
pub(crate) fn signals_all_the_time() {
    // Threads started from here on never see the signal, the backend above all.
    block_alarms();
    let memory = Memory::new();
    let guard = logger().overflow(blackbar::Overflow::Block).sink(memory.clone()).install().unwrap();
    handle(libc::SIGALRM, log_in_handler);
    // The handler must find everything that is made on first use.
    log_event!(info, "warm up", number = 0_u64);
    log_in_handler(0);
    unblock_alarms();
    interrupt_every(100);
    let mut calls = 0_u64;
    let outer = context! { outer = 1 }.enter();
    while HANDLED.load(Ordering::Relaxed) < 3_000 {
        let _inside = context! { call = calls }.enter();
        log_event!(info, "event", number = black_box(calls));
        calls += 1;
    }
    drop(outer);
    interrupt_every(0);
    block_alarms();
    guard.logger().flush().unwrap();

    let stats = guard.logger().stats();
    let handled = HANDLED.load(Ordering::Relaxed);
    assert_ledger(&stats, 1 + calls + handled);
    assert_eq!(stats.lost_total(), lost(&stats, Cause::Reentrant), "{stats:?}");
    let lines = lines_of(&memory);
    let numbers =
        lines.iter().filter(|line| line["message"] == "event").map(|line| line["number"].as_u64().unwrap());
    assert!(numbers.eq(0..calls), "an event of the thread itself is missing");
    for line in lines.iter().filter(|line| line["message"] == "event") {
        assert_eq!(line["context"], serde_json::json!({"outer": 1, "call": line["number"]}));
    }
    assert_losses_are_told(&stats, &lines, 0);
    println!("{calls} calls, {handled} signals, {} of them within a call", lost(&stats, Cause::Reentrant));
}
