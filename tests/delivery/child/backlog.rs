//! A spool that is much larger than the memory that is to be used for it.

use blackbar::{Logger, MIB};
use blackbar_tests::{log_shipped, log_shipped_padded, wait_until};

use super::pace::{descriptors, say, status};
use super::{lines, logger, run};

/// Bytes in the spool.
const BACKLOG: u64 = 48 * MIB;

fn delivery(logger: &Logger) -> blackbar::DeliveryStats {
    logger.stats().sinks[0].delivery.clone().unwrap()
}

/// Nobody is there. `logged <n>`.
pub(crate) fn fill() {
    let logger = logger().logstash(lines()).build().unwrap();
    let (mut number, padding) = (0, "x".repeat(8_000));
    while delivery(&logger).spooled_bytes < BACKLOG {
        (0..500).for_each(|at| log_shipped_padded(&logger, run(), number + at, &padding));
        number += 500;
        logger.flush().unwrap();
    }
    assert_eq!(logger.stats().sinks[0].dropped_total(), 0);
    say(&format!("logged {number}"));
}

/// Somebody is. `memory` (KiB) and `descriptors` at most.
pub(crate) fn drain() {
    let logger = logger().logstash(lines()).build().unwrap();
    log_shipped(&logger, run(), 0);
    let mut most = 0;
    wait_until("the spool is empty", || {
        most = most.max(descriptors());
        delivery(&logger).spooled_events == 0 && logger.stats().sinks[0].written > 1
    });
    logger.flush().unwrap();
    say(&format!("descriptors {most}"));
    say(&format!("memory {}", status("VmHWM:")));
}
