//! Shipping at a pace, until killed or for a time.

use std::io::Write;
use std::time::{Duration, Instant};

use blackbar::Logger;
use blackbar_tests::log_shipped;

use super::{beats, logger, run};

/// Logs and flushes for ever. `safe <n>`: the events below n are in the spool or acknowledged.
pub(crate) fn forever() {
    let logger = logger().logstash(beats()).build().unwrap();
    let mut number = 0;
    loop {
        for _ in 0..20 {
            log_shipped(&logger, run(), number);
            number += 1;
        }
        // A flush may be late on a busy machine; then nothing is claimed.
        if logger.flush().is_ok() {
            say(&format!("safe {number}"));
        }
        std::thread::park_timeout(Duration::from_millis(2));
    }
}

/// Logs for the seconds in the variable `SECONDS` and flushes then. `descriptors`, `memory` (KiB) now and then, `logged <n>` at the
/// end.
pub(crate) fn paced() {
    let logger = logger().logstash(beats().name("beats")).build().unwrap();
    let time = Duration::from_secs_f64(std::env::var("SECONDS").unwrap().parse().unwrap());
    let (start, mut number, mut said) = (Instant::now(), 0, Duration::ZERO);
    while start.elapsed() < time {
        for _ in 0..20 {
            log_shipped(&logger, run(), number);
            number += 1;
        }
        if start.elapsed() >= said {
            say(&format!("descriptors {}", descriptors()));
            say(&format!("memory {}", status("VmRSS:")));
            say(&format!("threads {}", status("Threads:")));
            said += time / 50;
        }
        std::thread::park_timeout(Duration::from_millis(10));
    }
    end(logger, number);
}

/// Logs one event and ends when everything is delivered, that of earlier processes too. `logged 1`.
pub(crate) fn drain() {
    let logger = logger().logstash(beats()).build().unwrap();
    log_shipped(&logger, run(), 0);
    end(logger, 1);
}

fn end(logger: Logger, logged: u64) {
    blackbar_tests::wait_until("everything is delivered", || {
        let _late = logger.flush();
        let stats = logger.stats();
        let delivery = stats.sinks[0].delivery.as_ref().unwrap();
        delivery.spooled_events == 0 && stats.sinks[0].pending == 0 && stats.is_balanced()
    });
    let stats = logger.stats();
    assert_eq!(stats.sinks[0].dropped_total() + stats.lost_total(), 0, "{stats:?}");
    say(&format!("logged {logged}"));
}

pub(crate) fn say(line: &str) {
    println!("{line}");
    std::io::stdout().flush().unwrap();
}

pub(crate) fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count()
}

/// A number of `/proc/self/status`.
pub(crate) fn status(key: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(key)).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}
