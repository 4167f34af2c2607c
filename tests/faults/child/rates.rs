//! Rates with no event left to tell what they kept back.

use blackbar::{LogEvent, info, log_event};
#[cfg(unix)]
use blackbar_tests::system::{Fork, fork};

use super::to_file;

#[derive(LogEvent)]
#[log(name = "rates.limited", limit = "2/h")]
struct Limited {
    number: u64,
}

pub(crate) fn rates() {
    let guard = to_file().install().unwrap();
    for number in 0..100 {
        log_event!(Limited { number });
        info!(once, "first", number);
        info!(sample: 30, "every thirtieth", number);
    }
    let before_the_end = guard.logger().stats();
    assert_eq!(before_the_end.suppressed, 98 + 99 + 96);
    // A flush is not the end.
    guard.logger().flush().unwrap();
    assert_eq!(guard.logger().stats().reports, 0);
    drop(guard);
    // Nothing is told twice.
    blackbar::flush().unwrap();
    assert_eq!(blackbar::stats().unwrap().reports, 3);
}

pub(crate) fn rates_under_filters() {
    let guard = to_file().install().unwrap();
    let log = |number: u64| info!(limit: "3/h", "a call", number);
    for number in 0..20 {
        guard.logger().set_filter(if number < 10 { "off" } else { "info" }).unwrap();
        log(number);
    }
    // The calls that no filter wanted took no token and are counted nowhere.
    assert_eq!(guard.logger().stats().suppressed, 7);
}

#[cfg(unix)]
pub(crate) fn rates_after_fork() {
    let log = |number: u64| info!(limit: "3/h", "a call", number);
    let suppressed = || blackbar::stats().unwrap().suppressed;
    let guard = to_file().install().unwrap();
    (0..5).for_each(log);
    assert_eq!(suppressed(), 2);
    let parent = fork().unwrap();
    if !matches!(parent, Fork::Child) {
        assert_eq!(parent.wait().unwrap(), 0, "the child failed");
        return;
    }
    // No logger here: the calls go on under the rate, and are suppressed.
    (0..10).for_each(log);
    std::mem::forget(guard);
    let _again = blackbar::Logger::builder().install().unwrap();
    assert_eq!(suppressed(), 12, "the counts of before the fork and its own");
    std::process::exit(0);
}
