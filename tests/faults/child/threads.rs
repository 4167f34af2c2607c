//! Threads, counted in memory and in system calls.

use std::fs;

use blackbar::{Overflow, log_event};
use blackbar_tests::{assert_ledger, logger};

use super::number;

/// Thousands of threads, one after another, each with a few events.
pub(crate) fn short_threads() {
    let threads = number();
    let guard = logger().overflow(Overflow::Block).install().unwrap();
    let spawn = |worker: u64| {
        let work = move || (0..3).for_each(|number| log_event!(info, "event", worker, number));
        std::thread::Builder::new().spawn(work).unwrap().join().unwrap();
    };
    (0..100).for_each(spawn);
    guard.logger().flush().unwrap();
    let (memory, made) = (resident_kilobytes(), guard.logger().stats().rings_made);
    (100..threads).for_each(spawn);
    guard.logger().flush().unwrap();

    let stats = guard.logger().stats();
    assert_ledger(&stats, threads * 3);
    assert!(stats.rings <= 16, "{} rings are kept", stats.rings);
    println!("rings {}", stats.rings_made - made);
    println!("growth {}", resident_kilobytes().saturating_sub(memory));
}

/// What this process has in memory; 0 where the system does not tell.
fn resident_kilobytes() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

/// One event on a named thread, then so many between two system calls that mark them; says what they cost the backend.
pub(crate) fn log_on_one_thread() {
    let events = number();
    let guard = logger().install().unwrap();
    let log = |number: u64| log_event!(info, "event {number}", number, text = "plain text", flag = true);
    let work = move || {
        log(0);
        std::thread::yield_now();
        (0..events).for_each(log);
        std::thread::yield_now();
    };
    std::thread::Builder::new().name("hot".into()).spawn(work).unwrap().join().unwrap();
    guard.logger().flush().unwrap();
    let stats = guard.logger().stats();
    println!("accepted {} wakes {} waits {}", stats.accepted, stats.wakes, stats.waits);
}
