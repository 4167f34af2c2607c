//! Ends of a program that ships, each with 500 events logged that were not flushed, unless it says otherwise. `ready` is said when
//! they are logged.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use blackbar::{Guard, Logger};
use blackbar_tests::{log_shipped, wait_until};

use super::pace::say;
use super::{beats, logger, run};

const EVENTS: u64 = 500;

/// As long as a flush and the end may take.
const PATIENCE: Duration = Duration::from_millis(1_500);

fn install() -> Guard {
    let builder = match std::env::var("IMPATIENT") {
        Ok(_) => logger().flush_timeout(PATIENCE),
        Err(_) => logger(),
    };
    builder.logstash(beats()).install().unwrap()
}

fn log(logger: &Logger) {
    (0..EVENTS).for_each(|number| log_shipped(logger, run(), number));
    say("ready");
}

/// With a spool: until all of it is there.
fn wait_for_the_spool(logger: &Logger) {
    wait_until("it is in the spool", || {
        let delivery = logger.stats().sinks[0].delivery.clone().unwrap();
        delivery.spooled_events >= EVENTS
    });
}

pub(crate) fn return_from_main() {
    let guard = install();
    log(guard.logger());
}

pub(crate) fn exit() {
    let guard = install();
    log(guard.logger());
    core::mem::forget(guard);
    std::process::exit(7);
}

pub(crate) fn panic_in_main() {
    let guard = install();
    log(guard.logger());
    panic!("the end of this scenario");
}

pub(crate) fn abort() {
    let guard = install();
    log(guard.logger());
    wait_for_the_spool(guard.logger());
    std::process::abort();
}

/// Without the handlers of `exit`.
pub(crate) fn exit_now() {
    let guard = install();
    log(guard.logger());
    wait_for_the_spool(guard.logger());
    blackbar_tests::system::exit_now(9);
}

/// Waits in a flush, which cannot succeed, until it is ended.
pub(crate) fn terminated() {
    let guard = install();
    log(guard.logger());
    wait_for_the_spool(guard.logger());
    say("spooled");
    let _never = std::io::read_to_string(std::io::stdin());
}

static TERMINATED: AtomicBool = AtomicBool::new(false);

extern "C" fn terminate(_signal: libc::c_int) {
    TERMINATED.store(true, Ordering::Release);
}

/// Ends in order when it is told to, in the middle of logging.
pub(crate) fn terminated_with_handler() {
    blackbar_tests::system::handle(libc::SIGTERM, terminate);
    let guard = install();
    let mut number = 0;
    say("ready");
    while !TERMINATED.load(Ordering::Acquire) {
        log_shipped(guard.logger(), run(), number);
        number += 1;
        std::thread::park_timeout(Duration::from_micros(200));
    }
    drop(guard);
    say(&format!("logged {number}"));
    std::process::exit(3);
}
